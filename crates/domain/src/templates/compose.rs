use housekey_contract::Metadata;
use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::plain::plain;
use super::{Form, Parsed, Template, TemplateProblem};
use crate::error::{Error, Result};

/// Maximum length of a subject, and of an SMS: ten parts.
const MAX_SUBJECT_LENGTH: usize = 500;
const MAX_SMS_LENGTH: usize = 1_530;

/// The content of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The subject of an email.
    pub subject: String,
    /// The HTML body of an email.
    pub html: String,
    /// The plain-text body of an email; the whole text of an SMS.
    pub text: String,
    /// Local part of the sender address; `None` for the server's own address.
    pub from_email_name: Option<String>,
    /// Local part of the reply-to address, if set by the template.
    pub reply_to_email_name: Option<String>,
}

/// Renders a template.
pub fn compose(
    template: &Template,
    instance: &InstanceRecord,
    public_url: &str,
    data: &Metadata,
) -> Result<Content> {
    let subject = template.subject().unwrap_or_default().to_owned();
    let filled = fill(template.kind(), &subject, &template.body(), &scope(instance, public_url, data));
    let mut content = filled.map_err(|problem| {
        Error::Internal(format!("the template {} can't be filled: {problem}", template.slug()))
    })?;
    let general = &instance.settings.general;
    let sender = template.sender(general).filter(|_| !general.enhanced_email_deliverability);
    content.from_email_name = sender.map(str::to_owned);
    content.reply_to_email_name = template.reply_to_email_name().map(str::to_owned);
    Ok(content)
}

/// The variables of a template: the message's data and the application.
pub(super) fn scope(instance: &InstanceRecord, public_url: &str, data: &Metadata) -> Value {
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    let mut scope = data.clone();
    let app = json!({
        "name": instance.application_name,
        "url": public_url,
        "domain_name": host,
        "support_email": instance.settings.general.support_email,
    });
    scope.entry("app").or_insert(app);
    Value::Object(scope)
}

pub(super) fn fill(
    kind: MessageKind,
    subject: &str,
    body: &str,
    scope: &Value,
) -> Result<Content, TemplateProblem> {
    let subject = Parsed::parse(subject)?.fill(scope, Form::Text)?;
    let body = Parsed::parse(body)?;
    Ok(match kind {
        MessageKind::Email => {
            let html = body.fill(scope, Form::Html)?;
            Content { subject: one_line(&subject), text: plain(&html), html, ..Content::default() }
        }
        MessageKind::Sms => {
            let text = body.fill(scope, Form::Text)?;
            Content { text: text.chars().take(MAX_SMS_LENGTH).collect(), ..Content::default() }
        }
    })
}

/// A subject is a header line, so values must not contain line breaks.
fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(blank).take(MAX_SUBJECT_LENGTH).collect::<String>().trim().to_owned()
}
