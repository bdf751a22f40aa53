use housekey_contract::{IdentificationId, MessageId, Metadata, Millis, UserId};
use housekey_domain::error::Error;
use housekey_domain::templates::{Content, FROM_NAME};
use housekey_store::messages::{MessageKind, MessageRecord};
use serde::Serialize;
use serde_json::Value;

use crate::error::Result;

/// An email as rendered in events.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the description names them so")]
struct Email<'a> {
    object: &'static str,
    id: &'a MessageId,
    slug: &'a str,
    from_email_name: &'a str,
    reply_to_email_name: Option<&'a str>,
    to_email_address: &'a str,
    email_address_id: Option<&'a IdentificationId>,
    user_id: Option<&'a UserId>,
    subject: &'a str,
    body: &'a str,
    body_plain: &'a str,
    status: &'static str,
    data: &'a Metadata,
    delivered_by_clerk: bool,
}

/// An SMS as rendered in events.
#[derive(Serialize)]
struct Sms<'a> {
    object: &'static str,
    id: &'a MessageId,
    slug: &'a str,
    from_phone_number: &'static str,
    to_phone_number: &'a str,
    phone_number_id: Option<&'a IdentificationId>,
    user_id: Option<&'a UserId>,
    message: &'a str,
    status: &'static str,
    data: &'a Metadata,
    delivered_by_clerk: bool,
    created_at_ms: Millis,
}

/// Serializes an object as JSON.
pub(crate) fn to_json(object: impl Serialize) -> Result<Value> {
    serde_json::to_value(object).map_err(|error| Error::Internal(error.to_string()))
}

/// Renders a message for an event, with everything needed to send it.
pub(crate) fn message(
    record: &MessageRecord,
    content: &Content,
    data: &Metadata,
    is_delivered: bool,
) -> Result<Value> {
    match record.kind {
        MessageKind::Email => to_json(Email {
            object: "email",
            id: &record.id,
            slug: &record.slug,
            from_email_name: content.from_email_name.as_deref().unwrap_or(FROM_NAME),
            reply_to_email_name: content.reply_to_email_name.as_deref(),
            to_email_address: &record.to,
            email_address_id: record.identification_id.as_ref(),
            user_id: record.user_id.as_ref(),
            subject: &content.subject,
            body: &content.html,
            body_plain: &content.text,
            status: "queued",
            data,
            delivered_by_clerk: is_delivered,
        }),
        MessageKind::Sms => to_json(Sms {
            object: "sms_message",
            id: &record.id,
            slug: &record.slug,
            from_phone_number: "",
            to_phone_number: &record.to,
            phone_number_id: record.identification_id.as_ref(),
            user_id: record.user_id.as_ref(),
            message: &content.text,
            status: "queued",
            data,
            delivered_by_clerk: is_delivered,
            created_at_ms: record.created_at,
        }),
    }
}
