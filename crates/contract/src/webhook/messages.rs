use std::fmt;

use serde::{Deserialize, Serialize};

use crate::object::Kind;
use crate::{EmailAddressId, Metadata, Millis, PhoneNumberId, UserId};

/// An email being sent, or to be sent by you. `{:?}` redacts codes and links.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Email {
    /// Always `email`.
    pub object: Kind,
    /// The email's id.
    pub id: String,
    /// Slug of its template, such as `verification_code`.
    pub slug: Option<String>,
    /// Local part of the sender address.
    pub from_email_name: String,
    /// Local part of the reply-to address.
    pub reply_to_email_name: Option<String>,
    /// The recipient.
    pub to_email_address: Option<String>,
    /// Id of the recipient's address, if it belongs to a user.
    pub email_address_id: Option<EmailAddressId>,
    /// The user it is sent to.
    pub user_id: Option<UserId>,
    /// The subject.
    pub subject: Option<String>,
    /// The body in HTML.
    pub body: Option<String>,
    /// The body as plain text.
    pub body_plain: Option<String>,
    /// Status: `queued` …
    pub status: Option<String>,
    /// The template's data: codes, links, names.
    pub data: Metadata,
    /// Whether the server delivers it; if not, you do.
    pub delivered_by_clerk: bool,
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email").field("id", &self.id).field("slug", &self.slug).finish_non_exhaustive()
    }
}

/// An SMS being sent, or to be sent by you. `{:?}` redacts codes.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sms {
    /// Always `sms_message`.
    pub object: Kind,
    /// The SMS's id.
    pub id: String,
    /// Slug of its template, such as `verification_code`.
    pub slug: Option<String>,
    /// The sender's number.
    pub from_phone_number: String,
    /// The recipient.
    pub to_phone_number: String,
    /// Id of the recipient's number, if it belongs to a user.
    pub phone_number_id: Option<PhoneNumberId>,
    /// The user it is sent to.
    pub user_id: Option<UserId>,
    /// The text.
    pub message: String,
    /// Status: `queued` …
    pub status: String,
    /// The template's data: codes, names.
    pub data: Metadata,
    /// Whether the server delivers it; if not, you do.
    pub delivered_by_clerk: bool,
    /// When it was created.
    pub created_at_ms: Millis,
}

impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).field("slug", &self.slug).finish_non_exhaustive()
    }
}
