#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{IdentificationLink, Kind, Verification};
use crate::{Millis, PhoneNumberId, Secret};

/// A phone number of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneNumber {
    /// The number's id.
    pub id: PhoneNumberId,
    /// Always `phone_number`.
    pub object: Kind,
    /// The number in E.164 format, such as `+41446681800`.
    pub phone_number: String,
    /// Whether it is used as a second factor.
    pub reserved_for_second_factor: bool,
    /// Whether it is the second factor offered first.
    pub default_second_factor: bool,
    /// Whether the number is reserved for the user without being verified.
    pub reserved: bool,
    /// Verification of the number; null before the first attempt.
    pub verification: Option<Verification>,
    /// Linked accounts that verify the number.
    pub linked_to: Vec<IdentificationLink>,
    /// Backup codes. Returned only on creation.
    pub backup_codes: Option<Vec<Secret>>,
    /// When the number was added.
    pub created_at: Millis,
    /// When the number was last updated.
    pub updated_at: Millis,
}
