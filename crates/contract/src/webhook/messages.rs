use std::fmt;

use serde::{Deserialize, Serialize};

use crate::object::Kind;
use crate::{EmailAddressId, Metadata, Millis, PhoneNumberId, UserId};

/// An e-mail that goes out, or that you are to send. Its `{:?}` shows neither codes nor links.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Email {
    /// Always `email`.
    pub object: Kind,
    /// The e-mail's id.
    pub id: String,
    /// The template that it is made from: `verification_code` …
    pub slug: Option<String>,
    /// The part before the `@` of whom it is from.
    pub from_email_name: String,
    /// The part before the `@` of whom answers go to.
    pub reply_to_email_name: Option<String>,
    /// Where it goes.
    pub to_email_address: Option<String>,
    /// The id of that address, if it is a user's.
    pub email_address_id: Option<EmailAddressId>,
    /// The user it goes to.
    pub user_id: Option<UserId>,
    /// The subject.
    pub subject: Option<String>,
    /// The body in HTML.
    pub body: Option<String>,
    /// The body as plain text.
    pub body_plain: Option<String>,
    /// How far it is: `queued` …
    pub status: Option<String>,
    /// What the template was filled with: codes, links, names.
    pub data: Metadata,
    /// Whether the server sends it; otherwise you do.
    pub delivered_by_clerk: bool,
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email").field("id", &self.id).field("slug", &self.slug).finish_non_exhaustive()
    }
}

/// An SMS that goes out, or that you are to send. Its `{:?}` shows no codes.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sms {
    /// Always `sms_message`.
    pub object: Kind,
    /// The SMS's id.
    pub id: String,
    /// The template that it is made from: `verification_code` …
    pub slug: Option<String>,
    /// The number that it is from.
    pub from_phone_number: String,
    /// Where it goes.
    pub to_phone_number: String,
    /// The id of that number, if it is a user's.
    pub phone_number_id: Option<PhoneNumberId>,
    /// The user it goes to.
    pub user_id: Option<UserId>,
    /// The text.
    pub message: String,
    /// How far it is: `queued` …
    pub status: String,
    /// What the template was filled with: codes, names.
    pub data: Metadata,
    /// Whether the server sends it; otherwise you do.
    pub delivered_by_clerk: bool,
    /// When it was made.
    pub created_at_ms: Millis,
}

impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).field("slug", &self.slug).finish_non_exhaustive()
    }
}
