#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{InstanceId, Millis};

/// A template of e-mails or SMS.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// Always `template`.
    pub object: Kind,
    /// The template's id.
    pub id: String,
    /// The instance that changed it; null where it is as it came.
    pub instance_id: Option<InstanceId>,
    /// `user` where it was changed, `system` where it is as it came.
    pub resource_type: String,
    /// `email` or `sms`.
    pub template_type: String,
    /// Its name for people.
    pub name: String,
    /// Its name for machines.
    pub slug: String,
    /// Its place in the listing.
    pub position: i64,
    /// Whether it can be given its built-in words again.
    pub can_revert: bool,
    /// Whether it can be deleted.
    pub can_delete: bool,
    /// Whether its body can be changed.
    pub can_edit_body: bool,
    /// Whether it can be turned off: SMS that only tell of something can.
    pub can_toggle: bool,
    /// The subject, with placeholders; null for SMS.
    pub subject: Option<String>,
    /// What an editor made the body from.
    pub markup: String,
    /// The body, with placeholders.
    pub body: String,
    /// What the body may show.
    pub available_variables: Vec<String>,
    /// What the body must show.
    pub required_variables: Vec<String>,
    /// The part before the `@` of the address that e-mails come from.
    pub from_email_name: String,
    /// The part before the `@` of the address that answers go to; empty for none.
    pub reply_to_email_name: String,
    /// Whether the server sends such messages; otherwise the application does.
    pub delivered_by_clerk: bool,
    /// Whether such messages are made at all.
    pub enabled: bool,
    /// Whether somebody suspects it of fraud.
    pub flagged_as_suspicious: bool,
    /// When it last changed.
    pub updated_at: Millis,
    /// When it was made.
    pub created_at: Millis,
}
