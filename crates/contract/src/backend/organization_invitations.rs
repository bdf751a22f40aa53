//! Invitations to organizations.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{OrganizationInvitation, OrganizationInvitationStatus};
use crate::rows::operations;
use crate::{AnyOf, Bulk, Metadata, OrganizationId, OrganizationInvitationId, Page, UserId};

operations! {
    /// Invitations to organizations.
    OrganizationInvitations {
        /// Lists the invitations of all organizations in the instance.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListAllOrganizationInvitations;
        ///
        /// # server.organization_invitation().await;
        /// let request = ListAllOrganizationInvitations { query: Some("alan".into()), ..Default::default() };
        /// let invitations = client.organization_invitations().get_all(request).await?;
        /// assert_eq!(invitations.total_count, 1);
        /// # Ok(()) });
        /// ```
        get_all(): Get "/organization_invitations", ListAllOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Creates an invitation and emails it to the invitee.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationInvitation;
        ///
        /// let request = CreateOrganizationInvitation {
        ///     email_address: "alan@example.com".into(),
        ///     role: "org:member".into(),
        ///     ..CreateOrganizationInvitation::default()
        /// };
        /// let invitation = client.organization_invitations().create("org_analytical", request).await?;
        /// assert_eq!(invitation.status.as_str(), "pending");
        /// # Ok(()) });
        /// ```
        create(organization_id: OrganizationId): Post "/organizations/{organization_id}/invitations", CreateOrganizationInvitation -> OrganizationInvitation;
        /// Lists the invitations of an organization, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizationInvitations;
        ///
        /// # server.organization_invitation().await;
        /// let request = ListOrganizationInvitations::default();
        /// let invitations = client.organization_invitations().list("org_analytical", request).await?;
        /// assert_eq!(invitations.data[0].email_address, "alan@example.com");
        /// # Ok(()) });
        /// ```
        list(organization_id: OrganizationId): Get "/organizations/{organization_id}/invitations", ListOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Creates up to ten invitations at once: all or none.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationInvitation;
        ///
        /// let to = |address: &str| CreateOrganizationInvitation {
        ///     email_address: address.into(),
        ///     role: "org:member".into(),
        ///     ..CreateOrganizationInvitation::default()
        /// };
        /// let request = vec![to("alan@example.com"), to("joan@example.com")];
        /// let invitations = client.organization_invitations().bulk_create("org_analytical", request.into()).await?;
        /// assert_eq!(invitations.total_count, 2);
        /// # Ok(()) });
        /// ```
        bulk_create(organization_id: OrganizationId): Post "/organizations/{organization_id}/invitations/bulk", CreateOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Lists the pending invitations of an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListPendingOrganizationInvitations;
        ///
        /// # server.organization_invitation().await;
        /// let request = ListPendingOrganizationInvitations::default();
        /// let invitations = client.organization_invitations().list_pending("org_analytical", request).await?;
        /// assert_eq!(invitations.data[0].email_address, "alan@example.com");
        /// # Ok(()) });
        /// ```
        #[deprecated = "`list` does the same with the status `pending`"]
        list_pending(organization_id: OrganizationId): Get "/organizations/{organization_id}/invitations/pending", ListPendingOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Gets an invitation.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let invitation = server.organization_invitation().await;
        /// let invitation = client.organization_invitations().get("org_analytical", invitation).await?;
        /// assert_eq!(invitation.role, "org:member");
        /// # Ok(()) });
        /// ```
        get(organization_id: OrganizationId, invitation_id: OrganizationInvitationId): Get "/organizations/{organization_id}/invitations/{invitation_id}" -> OrganizationInvitation;
        /// Revokes a pending invitation.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::RevokeOrganizationInvitation;
        ///
        /// # let invitation = server.organization_invitation().await;
        /// let request = RevokeOrganizationInvitation { requesting_user_id: Some("user_ada".into()) };
        /// let invitation = client.organization_invitations().revoke("org_analytical", invitation, request).await?;
        /// assert_eq!(invitation.status.as_str(), "revoked");
        /// # Ok(()) });
        /// ```
        revoke(organization_id: OrganizationId, invitation_id: OrganizationInvitationId): Post "/organizations/{organization_id}/invitations/{invitation_id}/revoke", RevokeOrganizationInvitation -> OrganizationInvitation;
    }
    with CreateOrganizationInvitation, CreateOrganizationInvitations, ListAllOrganizationInvitations,
        ListOrganizationInvitations, ListPendingOrganizationInvitations, RevokeOrganizationInvitation
}

/// Query parameters for listing the invitations of all organizations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAllOrganizationInvitations {
    /// `created_at` or `email_address`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Only invitations with one of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
    /// Only invitations whose email address contains this text.
    pub query: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The invitation to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationInvitation {
    /// Email address of the invitee.
    pub email_address: String,
    /// The inviter: a member with permission to manage memberships.
    pub inviter_user_id: Option<UserId>,
    /// Key of the role to assign.
    pub role: String,
    /// Copied to the membership's public metadata.
    pub public_metadata: Option<Metadata>,
    /// Copied to the membership's private metadata.
    pub private_metadata: Option<Metadata>,
    /// URL to redirect to after the invitation is accepted.
    pub redirect_url: Option<String>,
    /// Days until it expires: 1 to 365, 30 by default.
    pub expires_in_days: Option<i64>,
    /// Whether to email the invitation; true by default.
    pub notify: Option<bool>,
}

/// Up to ten invitations to create.
pub type CreateOrganizationInvitations = Bulk<CreateOrganizationInvitation>;

/// Query parameters for listing the invitations of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationInvitations {
    /// Only invitations with one of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
    /// Only invitations to this email address.
    pub email_address: Option<String>,
    /// `created_at` or `email_address`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Query parameters for listing pending invitations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPendingOrganizationInvitations {
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The user who revokes an invitation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeOrganizationInvitation {
    /// A member with permission to manage memberships.
    pub requesting_user_id: Option<UserId>,
}
