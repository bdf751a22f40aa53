//! People who wait to be let in.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, WaitlistEntry, WaitlistEntryStatus};
use crate::rows::operations;
use crate::{Bulk, Page, WaitlistEntryId};

operations! {
    /// People who wait to be let in.
    WaitlistEntries {
        /// Lists the waitlist, newest first unless `order_by` says otherwise.
        list(): Get "/waitlist_entries", ListWaitlistEntries -> Page<WaitlistEntry>;
        /// Puts somebody on the waitlist; who is there already stays as they are.
        create(): Post "/waitlist_entries", CreateWaitlistEntry -> WaitlistEntry;
        /// Puts up to fifty people on the waitlist: all of them, or none.
        bulk_create(): Post "/waitlist_entries/bulk", CreateWaitlistEntries -> Vec<WaitlistEntry>;
        /// Takes somebody who has not been invited off the waitlist.
        delete(waitlist_entry_id: WaitlistEntryId): Delete "/waitlist_entries/{waitlist_entry_id}" -> DeletedObject;
        /// Invites somebody who waits: sends them a link with which to sign up.
        invite(waitlist_entry_id: WaitlistEntryId): Post "/waitlist_entries/{waitlist_entry_id}/invite", InviteWaitlistEntry -> WaitlistEntry;
        /// Rejects somebody who waits; an invitation that they have is revoked.
        reject(waitlist_entry_id: WaitlistEntryId): Post "/waitlist_entries/{waitlist_entry_id}/reject" -> WaitlistEntry;
    }
}

/// Several new entries.
pub type CreateWaitlistEntries = Bulk<CreateWaitlistEntry>;

/// A new entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateWaitlistEntry {
    /// Who waits.
    pub email_address: String,
    /// Whether an e-mail confirms it; one does by default.
    pub notify: Option<bool>,
}

/// Which entries to list, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWaitlistEntries {
    /// Those with this text in their e-mail address or id.
    pub query: Option<String>,
    /// Those of this status.
    pub status: Option<WaitlistEntryStatus>,
    /// `created_at`, `email_address` or `invited_at`, after `+` or `-`; `-created_at` by default.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// How somebody is invited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteWaitlistEntry {
    /// Whether they are invited though they have a pending invitation, or an account. Not by default.
    pub ignore_existing: Option<bool>,
}
