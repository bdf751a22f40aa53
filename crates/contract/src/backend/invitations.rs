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
        /// Creates an invitation and emails a sign-up link to the invitee.
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
        /// Creates up to ten invitations at once: all or none.
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
        /// Lists invitations, newest first by default. Revoked ones are included only if requested by `status`.
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
        /// Revokes a pending invitation. Its link stops working.
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
    with CreateInvitation, CreateInvitations, InvitationTemplate, ListInvitations
}

/// The invitations to create.
pub type CreateInvitations = Bulk<CreateInvitation>;

/// The invitation to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateInvitation {
    /// Email address of the invitee.
    pub email_address: String,
    /// Copied to the new user's public metadata.
    pub public_metadata: Option<Metadata>,
    /// Where the link leads, with the ticket as the query parameter `__clerk_ticket`; a page of the server by default.
    pub redirect_url: Option<String>,
    /// Whether to send an email; true by default.
    pub notify: Option<bool>,
    /// Whether to create it even if the address has a pending invitation or an account; false by default.
    pub ignore_existing: Option<bool>,
    /// Days until it expires: 1 to 365, 30 by default.
    pub expires_in_days: Option<i64>,
    /// The email template to use.
    pub template_slug: Option<InvitationTemplate>,
}

/// Query parameters for listing invitations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInvitations {
    /// Only invitations with this status.
    pub status: Option<InvitationStatus>,
    /// Only items whose email address or id contains this text.
    pub query: Option<String>,
    /// `created_at`, `email_address` or `expires_at`, prefixed with `+` or `-`; `-created_at` by default.
    pub order_by: Option<String>,
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

open_enum! {
    /// The template of an invitation email.
    InvitationTemplate {
        Invitation = "invitation",
        WaitlistInvitation = "waitlist_invitation",
    }
}
