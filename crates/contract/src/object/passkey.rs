#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{Millis, PasskeyId};

/// A passkey of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passkey {
    /// The passkey's id.
    pub id: PasskeyId,
    /// Always `passkey`.
    pub object: Kind,
    /// The name the user gave it.
    pub name: String,
    /// When it was last used to sign in.
    pub last_used_at: Millis,
    /// How it was verified.
    pub verification: Option<Verification>,
}
