#![cfg(any(feature = "invitations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Invitation, Kind};
use crate::enums::open_enum;
use crate::{Millis, WaitlistEntryId};

/// Somebody who waits to be let in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitlistEntry {
    /// Always `waitlist_entry`.
    pub object: Kind,
    /// The entry's id.
    pub id: WaitlistEntryId,
    /// Who waits.
    pub email_address: String,
    /// How it stands with them.
    pub status: WaitlistEntryStatus,
    /// Whether something is being done with many entries, this one among them.
    pub is_locked: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// The invitation that they were sent.
    pub invitation: Option<Invitation>,
}

open_enum! {
    /// How it stands with somebody on the waitlist.
    WaitlistEntryStatus {
        Pending = "pending",
        Invited = "invited",
        Completed = "completed",
        Rejected = "rejected",
    }
}
