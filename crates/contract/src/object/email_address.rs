#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{EmailAddressId, Millis};

/// An email address of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailAddress {
    /// The address's id.
    pub id: EmailAddressId,
    /// Always `email_address`.
    pub object: Kind,
    /// The address, normalized.
    pub email_address: String,
    /// Whether the address is reserved for the user without being verified.
    pub reserved: bool,
    /// Verification of the address; null before the first attempt.
    pub verification: Option<Verification>,
    /// Linked accounts that verify the address.
    pub linked_to: Vec<IdentificationLink>,
    /// Whether the domain of the address belongs to an enterprise connection.
    pub matches_sso_connection: bool,
    /// When the address was added.
    pub created_at: Millis,
    /// When the address was last updated.
    pub updated_at: Millis,
}

/// A related identification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentificationLink {
    /// Its type, such as `oauth_google`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id.
    pub id: String,
}
