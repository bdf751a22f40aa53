#![cfg(any(feature = "invitations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Invitation, Kind};
use crate::enums::open_enum;
use crate::{Millis, WaitlistEntryId};

/// An entry of the waitlist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitlistEntry {
    /// Always `waitlist_entry`.
    pub object: Kind,
    /// The entry's id.
    pub id: WaitlistEntryId,
    /// Email address of the person waiting.
    pub email_address: String,
    /// Status of the entry.
    pub status: WaitlistEntryStatus,
    /// Whether it is locked by a bulk operation.
    pub is_locked: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
    /// The invitation that was sent to it.
    pub invitation: Option<Invitation>,
}

open_enum! {
    /// Status of a waitlist entry.
    WaitlistEntryStatus {
        Pending = "pending",
        Invited = "invited",
        Completed = "completed",
        Rejected = "rejected",
    }
}
