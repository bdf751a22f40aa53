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
    /// The number in E.164 form: `+41446681800`.
    pub phone_number: String,
    /// Whether codes sent to the number count as a second factor.
    pub reserved_for_second_factor: bool,
    /// Whether this is the second factor that is offered first.
    pub default_second_factor: bool,
    /// Whether the number is kept for the user though not verified.
    pub reserved: bool,
    /// How the number was or is being verified; null before the first attempt.
    pub verification: Option<Verification>,
    /// Linked accounts that vouch for the number.
    pub linked_to: Vec<IdentificationLink>,
    /// Backup codes, in the one answer that creates them.
    pub backup_codes: Option<Vec<Secret>>,
    /// When the number was added.
    pub created_at: Millis,
    /// When the number last changed.
    pub updated_at: Millis,
}
