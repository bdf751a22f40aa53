#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{InstanceId, Millis};

/// An email or SMS template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// Always `template`.
    pub object: Kind,
    /// The template's id.
    pub id: String,
    /// The instance that customized it; null if built-in.
    pub instance_id: Option<InstanceId>,
    /// `user` if customized, `system` if built-in.
    pub resource_type: String,
    /// `email` or `sms`.
    pub template_type: String,
    /// Display name.
    pub name: String,
    /// Its name for machines.
    pub slug: String,
    /// Position in the listing.
    pub position: i64,
    /// Whether it can be reverted to its built-in content.
    pub can_revert: bool,
    /// Whether it can be deleted.
    pub can_delete: bool,
    /// Whether the body can be edited.
    pub can_edit_body: bool,
    /// Whether it can be disabled, as SMS notifications can.
    pub can_toggle: bool,
    /// The subject, with placeholders; null for SMS.
    pub subject: Option<String>,
    /// The editor's source that the body was rendered from.
    pub markup: String,
    /// The body, with placeholders.
    pub body: String,
    /// Variables available in the body.
    pub available_variables: Vec<String>,
    /// Variables that the body must contain.
    pub required_variables: Vec<String>,
    /// Local part of the sender address.
    pub from_email_name: String,
    /// Local part of the reply-to address; empty if none.
    pub reply_to_email_name: String,
    /// Whether the server delivers these messages; if not, the application does.
    pub delivered_by_clerk: bool,
    /// Whether these messages are created at all.
    pub enabled: bool,
    /// Whether it was flagged as suspicious.
    pub flagged_as_suspicious: bool,
    /// When it was last updated.
    pub updated_at: Millis,
    /// When it was created.
    pub created_at: Millis,
}
