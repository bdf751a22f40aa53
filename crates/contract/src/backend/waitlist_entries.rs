//! People waiting to be invited.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, WaitlistEntry, WaitlistEntryStatus};
use crate::rows::operations;
use crate::{Bulk, Page, WaitlistEntryId};

operations! {
    /// People waiting to be invited.
    WaitlistEntries {
        /// Lists the waitlist, newest first by default.
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
        /// Adds an email address to the waitlist. An existing entry is left unchanged.
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
        /// Adds up to fifty email addresses to the waitlist: all or none.
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
        /// Deletes a waitlist entry that hasn't been invited.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let entry = server.waiting().await;
        /// let gone = client.waitlist_entries().delete(entry).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(waitlist_entry_id: WaitlistEntryId): Delete "/waitlist_entries/{waitlist_entry_id}" -> DeletedObject;
        /// Invites a waitlist entry: emails it a sign-up link.
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
        /// Rejects a waitlist entry and revokes its invitation, if any.
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
    with CreateWaitlistEntries, CreateWaitlistEntry, InviteWaitlistEntry, ListWaitlistEntries
}

/// The entries to create.
pub type CreateWaitlistEntries = Bulk<CreateWaitlistEntry>;

/// The entry to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateWaitlistEntry {
    /// Email address of the person waiting.
    pub email_address: String,
    /// Whether to send a confirmation email; true by default.
    pub notify: Option<bool>,
}

/// Query parameters for listing the waitlist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWaitlistEntries {
    /// Only items whose email address or id contains this text.
    pub query: Option<String>,
    /// Only invitations with this status.
    pub status: Option<WaitlistEntryStatus>,
    /// `created_at`, `email_address` or `invited_at`, prefixed with `+` or `-`; `-created_at` by default.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Options for inviting a waitlist entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteWaitlistEntry {
    /// Whether to create it even if the address has a pending invitation or an account; false by default.
    pub ignore_existing: Option<bool>,
}
