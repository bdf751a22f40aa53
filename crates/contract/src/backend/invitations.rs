//! Invitations to the application.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::{Invitation, InvitationStatus};
use crate::rows::operations;
use crate::{Bulk, InvitationId, Listing, Metadata};

operations! {
    /// Invitations to the application.
    Invitations {
        /// Invites somebody: sends them a link with which to sign up.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateInvitation;
        ///
        /// let request = CreateInvitation { email_address: "alan@example.com".into(), ..CreateInvitation::default() };
        /// let invitation = client.invitations().create(request).await?;
        /// assert_eq!(invitation.status.as_str(), "pending");
        /// # assert_eq!(server.mailbox().await[0].to, "alan@example.com");
        /// # Ok(()) });
        /// ```
        create(): Post "/invitations", CreateInvitation -> Invitation;
        /// Invites up to ten people at once: all of them, or none.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateInvitation;
        ///
        /// let to = |address: &str| CreateInvitation { email_address: address.into(), ..CreateInvitation::default() };
        /// let request = vec![to("alan@example.com"), to("joan@example.com")];
        /// let invitations = client.invitations().bulk_create(request.into()).await?;
        /// assert_eq!(invitations.len(), 2);
        /// # Ok(()) });
        /// ```
        bulk_create(): Post "/invitations/bulk", CreateInvitations -> Vec<Invitation>;
        /// Lists invitations, newest first unless `order_by` says otherwise; revoked ones only where they are asked for.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{InvitationStatus, ListInvitations};
        ///
        /// # let request = housekey_sdk::CreateInvitation { email_address: "alan@example.com".into(), ..Default::default() };
        /// # client.invitations().create(request).await?;
        /// let request = ListInvitations { status: Some(InvitationStatus::Pending), ..ListInvitations::default() };
        /// let invitations = client.invitations().list(request).await?;
        /// assert_eq!(invitations.data[0].email_address, "alan@example.com");
        /// # Ok(()) });
        /// ```
        list(): Get "/invitations", ListInvitations -> Listing<Invitation>;
        /// Revokes an invitation that has not been accepted: its link works no more.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let request = housekey_sdk::CreateInvitation { email_address: "alan@example.com".into(), ..Default::default() };
        /// # let invitation = client.invitations().create(request).await?;
        /// let revoked = client.invitations().revoke(invitation.id).await?;
        /// assert_eq!(revoked.revoked, Some(true));
        /// # Ok(()) });
        /// ```
        revoke(invitation_id: InvitationId): Post "/invitations/{invitation_id}/revoke" -> Invitation;
    }
}

/// Several new invitations.
pub type CreateInvitations = Bulk<CreateInvitation>;

/// A new invitation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateInvitation {
    /// Who is invited.
    pub email_address: String,
    /// Becomes the user's public metadata.
    pub public_metadata: Option<Metadata>,
    /// Where the link leads, with the ticket as `__clerk_ticket`; a page of the server by default.
    pub redirect_url: Option<String>,
    /// Whether an e-mail is sent; it is by default.
    pub notify: Option<bool>,
    /// Whether they are invited though they have a pending invitation, or an account. Not by default.
    pub ignore_existing: Option<bool>,
    /// For how many days it can be accepted: 1 to 365, 30 by default.
    pub expires_in_days: Option<i64>,
    /// Which e-mail is sent.
    pub template_slug: Option<InvitationTemplate>,
}

/// Which invitations to list, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInvitations {
    /// Those of this status.
    pub status: Option<InvitationStatus>,
    /// Those with this text in their e-mail address or id.
    pub query: Option<String>,
    /// `created_at`, `email_address` or `expires_at`, after `+` or `-`; `-created_at` by default.
    pub order_by: Option<String>,
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

open_enum! {
    /// Which e-mail an invitation is sent with.
    InvitationTemplate {
        Invitation = "invitation",
        WaitlistInvitation = "waitlist_invitation",
    }
}
