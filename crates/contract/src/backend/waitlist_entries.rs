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
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListWaitlistEntries;
        ///
        /// # server.waiting().await;
        /// let waiting = client.waitlist_entries().list(ListWaitlistEntries::default()).await?;
        /// assert_eq!(waiting.data[0].email_address, "alan@example.com");
        /// # Ok(()) });
        /// ```
        list(): Get "/waitlist_entries", ListWaitlistEntries -> Page<WaitlistEntry>;
        /// Puts somebody on the waitlist; who is there already stays as they are.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateWaitlistEntry;
        ///
        /// let request = CreateWaitlistEntry { email_address: "alan@example.com".into(), notify: Some(false) };
        /// let entry = client.waitlist_entries().create(request).await?;
        /// assert_eq!(entry.status.as_str(), "pending");
        /// # Ok(()) });
        /// ```
        create(): Post "/waitlist_entries", CreateWaitlistEntry -> WaitlistEntry;
        /// Puts up to fifty people on the waitlist: all of them, or none.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateWaitlistEntry;
        ///
        /// let from = |address: &str| CreateWaitlistEntry { email_address: address.into(), ..Default::default() };
        /// let request = vec![from("alan@example.com"), from("joan@example.com")];
        /// let entries = client.waitlist_entries().bulk_create(request.into()).await?;
        /// assert_eq!(entries.len(), 2);
        /// # Ok(()) });
        /// ```
        bulk_create(): Post "/waitlist_entries/bulk", CreateWaitlistEntries -> Vec<WaitlistEntry>;
        /// Takes somebody who has not been invited off the waitlist.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let entry = server.waiting().await;
        /// let gone = client.waitlist_entries().delete(entry).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(waitlist_entry_id: WaitlistEntryId): Delete "/waitlist_entries/{waitlist_entry_id}" -> DeletedObject;
        /// Invites somebody who waits: sends them a link with which to sign up.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::InviteWaitlistEntry;
        ///
        /// # let entry = server.waiting().await;
        /// let entry = client.waitlist_entries().invite(entry, InviteWaitlistEntry::default()).await?;
        /// assert!(entry.invitation.is_some());
        /// # Ok(()) });
        /// ```
        invite(waitlist_entry_id: WaitlistEntryId): Post "/waitlist_entries/{waitlist_entry_id}/invite", InviteWaitlistEntry -> WaitlistEntry;
        /// Rejects somebody who waits; an invitation that they have is revoked.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let entry = server.waiting().await;
        /// let entry = client.waitlist_entries().reject(entry).await?;
        /// assert_eq!(entry.status.as_str(), "rejected");
        /// # Ok(()) });
        /// ```
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
