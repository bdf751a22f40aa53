use housekey_contract::backend::email_and_sms_templates::UpsertTemplate;
use housekey_store::Tx;
use housekey_store::messages::MessageKind;
use housekey_store::templates::{self, TemplateRecord};

use super::{Parsed, Template, get};
use crate::error::{Code, Problems, Result, blank, invalid, malformed, too_long};

const MAX_NAME_LENGTH: usize = 256;
const MAX_SUBJECT_LENGTH: usize = 1_000;
const MAX_BODY_LENGTH: usize = 100_000;
/// Maximum length of the local part of an email address.
const MAX_LOCAL_PART_LENGTH: usize = 64;

/// Validated changes to a template; the template hasn't been looked up yet.
#[derive(Clone, Debug)]
pub struct TemplateChanges {
    request: UpsertTemplate,
}

impl TemplateChanges {
    /// Checks a request. What it does not name stays as it is.
    pub fn check(request: UpsertTemplate) -> Result<Self> {
        let mut problems = Problems::default();
        problems.keep(words("name", request.name.as_deref(), MAX_NAME_LENGTH));
        problems.keep(template("subject", request.subject.as_deref(), MAX_SUBJECT_LENGTH));
        problems.keep(template("body", request.body.as_deref(), MAX_BODY_LENGTH));
        problems.keep(bounded("markup", request.markup.as_deref().unwrap_or_default(), MAX_BODY_LENGTH));
        problems.keep(local_part("from_email_name", request.from_email_name.as_deref()));
        problems.keep(local_part("reply_to_email_name", request.reply_to_email_name.as_deref()));
        problems.refuse()?;
        Ok(Self { request })
    }
}

pub(super) fn bounded(param: &str, text: &str, most: usize) -> Result<()> {
    if text.chars().count() > most { Err(too_long(param, most)) } else { Ok(()) }
}

fn words(param: &str, text: Option<&str>, most: usize) -> Result<()> {
    let Some(text) = text else { return Ok(()) };
    if text.trim().is_empty() {
        return Err(blank(param));
    }
    bounded(param, text, most)
}

/// Validates text with placeholders.
pub(super) fn template(param: &str, text: Option<&str>, most: usize) -> Result<()> {
    words(param, text, most)?;
    let Some(text) = text else { return Ok(()) };
    Parsed::parse(text).map(drop).map_err(|problem| {
        invalid(
            Code::FormParamFormatInvalid,
            param,
            "is invalid",
            format!("{param} can't be used: {problem}."),
        )
    })
}

/// Validates the local part of an address. An empty one counts as unset.
pub(super) fn local_part(param: &str, text: Option<&str>) -> Result<()> {
    let text = text.unwrap_or_default();
    bounded(param, text, MAX_LOCAL_PART_LENGTH)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let dots = text.starts_with('.') || text.ends_with('.') || text.contains("..");
    if text.chars().all(is_plain) && !dots {
        return Ok(());
    }
    Err(malformed(param, "the part of an email address before the @, with letters, digits, and . _ + -"))
}

/// Customizes a template.
pub fn upsert(tx: &mut Tx<'_>, kind: MessageKind, slug: &str, changes: &TemplateChanges) -> Result<Template> {
    let template = get(tx, kind, slug)?;
    let request = changes.request.clone();
    if let Some(body) = &request.body {
        shows_what_it_must(&template, body)?;
    }
    change(tx, template, |record| {
        replace(&mut record.name, request.name);
        replace(&mut record.markup, request.markup);
        replace(&mut record.body, request.body);
        if kind == MessageKind::Email {
            replace(&mut record.subject, request.subject);
            replace(&mut record.from_email_name, request.from_email_name);
            replace(&mut record.reply_to_email_name, request.reply_to_email_name);
        }
        if let Some(delivered) = request.delivered_by_clerk {
            record.delivered_by_application = !delivered;
        }
    })
}

fn replace(slot: &mut Option<String>, value: Option<String>) {
    if let Some(value) = value {
        *slot = Some(value).filter(|value| !value.is_empty());
    }
}

fn shows_what_it_must(template: &Template, body: &str) -> Result<()> {
    let shown = Parsed::parse(body).map(|parsed| parsed.names()).unwrap_or_default();
    let required = template.required_variables().into_iter();
    let missing = required.filter(|name| !shown.contains(name)).map(|name| format!("{{{{{name}}}}}"));
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let long = format!("body must contain {}.", missing.join(" and "));
    Err(invalid(Code::RequiredVariableMissing, "body", "required variables are missing", long))
}

/// Gives a template its built-in words again. Who sends such messages stays as it is.
pub fn revert(tx: &mut Tx<'_>, kind: MessageKind, slug: &str) -> Result<Template> {
    let template = get(tx, kind, slug)?;
    if !template.is_changed() {
        return Ok(template);
    }
    change(tx, template, |record| {
        *record = TemplateRecord {
            kind: record.kind,
            slug: std::mem::take(&mut record.slug),
            delivered_by_application: record.delivered_by_application,
            created_at: record.created_at,
            ..TemplateRecord::default()
        };
    })
}

/// Sets whether the server or the application delivers the messages; toggles it if the request doesn't say.
pub fn toggle_delivery(
    tx: &mut Tx<'_>,
    kind: MessageKind,
    slug: &str,
    delivered: Option<bool>,
) -> Result<Template> {
    let template = get(tx, kind, slug)?;
    let delivered = delivered.unwrap_or(!template.is_delivered());
    change(tx, template, |record| record.delivered_by_application = !delivered)
}

fn change(tx: &mut Tx<'_>, template: Template, change: impl FnOnce(&mut TemplateRecord)) -> Result<Template> {
    let now = tx.now();
    let new = || TemplateRecord {
        kind: template.builtin.kind,
        slug: template.builtin.slug.to_owned(),
        created_at: now,
        ..TemplateRecord::default()
    };
    let mut record = template.changes.unwrap_or_else(new);
    change(&mut record);
    record.updated_at = now;
    templates::save(tx, &record)?;
    Ok(Template { builtin: template.builtin, changes: Some(record) })
}

/// Whether anything other than the delivery is customized.
pub(super) fn has_words(record: &TemplateRecord) -> bool {
    let words = [
        &record.name,
        &record.subject,
        &record.markup,
        &record.body,
        &record.from_email_name,
        &record.reply_to_email_name,
    ];
    words.into_iter().any(Option::is_some)
}
