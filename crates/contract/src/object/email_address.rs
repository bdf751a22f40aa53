#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{EmailAddressId, Millis};

/// An e-mail address of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailAddress {
    /// The address's id.
    pub id: EmailAddressId,
    /// Always `email_address`.
    pub object: Kind,
    /// The address, normalized.
    pub email_address: String,
    /// Whether the address is kept for the user though not verified.
    pub reserved: bool,
    /// How the address was or is being verified; null before the first attempt.
    pub verification: Option<Verification>,
    /// Linked accounts that vouch for the address.
    pub linked_to: Vec<IdentificationLink>,
    /// Whether an enterprise connection covers the address's domain.
    pub matches_sso_connection: bool,
    /// When the address was added.
    pub created_at: Millis,
    /// When the address last changed.
    pub updated_at: Millis,
}

/// Another identification that this one hangs together with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentificationLink {
    /// Its kind, such as `oauth_google`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id.
    pub id: String,
}
