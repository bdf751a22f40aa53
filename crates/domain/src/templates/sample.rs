use housekey_contract::Metadata;
use housekey_contract::backend::templates::PreviewTemplate;
use housekey_store::instances::InstanceRecord;
use serde_json::{Value, json};

use super::change::{local_part, template as checked_template};
use super::compose::{Content, fill, scope};
use super::{FROM_NAME, Template};
use crate::error::{Code, Problems, Result, invalid};

const MAX_SUBJECT_LENGTH: usize = 1_000;
const MAX_BODY_LENGTH: usize = 100_000;

/// Changes to preview.
#[derive(Clone, Debug)]
pub struct PreviewChanges {
    request: PreviewTemplate,
}

impl PreviewChanges {
    /// Validates a request. Unset fields are taken from the template.
    pub fn check(request: PreviewTemplate) -> Result<Self> {
        let mut problems = Problems::default();
        problems.keep(checked_template("subject", request.subject.as_deref(), MAX_SUBJECT_LENGTH));
        problems.keep(checked_template("body", request.body.as_deref(), MAX_BODY_LENGTH));
        problems.keep(local_part("from_email_name", request.from_email_name.as_deref()));
        problems.keep(local_part("reply_to_email_name", request.reply_to_email_name.as_deref()));
        problems.refuse()?;
        Ok(Self { request })
    }
}

/// Renders a message with sample data.
pub fn preview(
    template: &Template,
    instance: &InstanceRecord,
    public_url: &str,
    changes: &PreviewChanges,
) -> Result<Metadata> {
    let request = &changes.request;
    let subject = request.subject.as_deref().or(template.subject()).unwrap_or_default();
    let body = request.body.clone().unwrap_or_else(|| template.body());
    let scope = scope(instance, public_url, &examples());
    let filled = fill(template.kind(), subject, &body, &scope).map_err(|problem| {
        let long = format!("body can't be used: {problem}.");
        invalid(Code::FormParamFormatInvalid, "body", "is invalid", long)
    })?;
    let own = template.sender(&instance.settings.general);
    let from = request.from_email_name.as_deref().or(own).unwrap_or(FROM_NAME);
    let reply_to = request.reply_to_email_name.as_deref().or(template.reply_to_email_name());
    let Content { subject, html, text, .. } = filled;
    let is_email = template.subject().is_some();
    let shown = json!({
        "subject": is_email.then_some(subject),
        "body": if is_email { &html } else { &text },
        "body_plain": text,
        "from_email_name": from,
        "reply_to_email_name": reply_to.unwrap_or_default(),
    });
    Ok(shown.as_object().cloned().unwrap_or_default())
}

/// The sample data.
fn examples() -> Metadata {
    let examples = json!({
        "otp_code": "123456",
        "magic_link": "https://example.com/verify",
        "action_url": "https://example.com/accept",
        "ttl_minutes": 10,
        "inviter_name": "Ada Lovelace",
        "invitation": { "expires_in_days": 30, "public_metadata": {} },
        "org": { "id": "org_example", "name": "Analytical Engines" },
        "user": { "name": "Grace Hopper" },
        "primary_email_address": "grace@example.com",
        "new_email_address": "grace.hopper@example.com",
        "greeting_name": "Grace",
        "device_type": "Firefox",
        "ip_address": "192.0.2.1",
        "session_created_at": "1 January, 12:00 UTC",
        "revoke_session_url": "https://example.com/revoke",
        "lockout_duration": "1 hour",
        "passkey_name": "Laptop",
        "requested_from": "192.0.2.1",
        "requested_at": "1 January, 12:00 UTC",
    });
    match examples {
        Value::Object(examples) => examples,
        _ => Metadata::new(),
    }
}
