//! Invitations to organizations.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{OrganizationInvitation, OrganizationInvitationStatus};
use crate::rows::operations;
use crate::{AnyOf, Bulk, Metadata, OrganizationId, OrganizationInvitationId, Page, UserId};

operations! {
    /// Invitations to organizations.
    OrganizationInvitations {
        /// Lists the invitations of all organizations of the instance.
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
        /// Invites somebody by e-mail.
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
        /// Lists the invitations of an organization, newest first unless `order_by` says otherwise.
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
        /// Invites up to ten people at once: all of them or, if one can't be invited, none.
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
        /// Lists the invitations of an organization that can still be accepted.
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
        /// Revokes an invitation that can still be accepted.
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
}

/// Which of the instance's invitations to organizations to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAllOrganizationInvitations {
    /// `created_at` or `email_address`; `-` in front turns the order round. Newest first by default.
    pub order_by: Option<String>,
    /// Only those of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
    /// Only those with this text in the e-mail address.
    pub query: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new invitation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationInvitation {
    /// Who is invited.
    pub email_address: String,
    /// Who invites them: a member who may manage memberships.
    pub inviter_user_id: Option<UserId>,
    /// The key of the role that they will have.
    pub role: String,
    /// Becomes the membership's public metadata.
    pub public_metadata: Option<Metadata>,
    /// Becomes the membership's private metadata.
    pub private_metadata: Option<Metadata>,
    /// Where they go once they have accepted.
    pub redirect_url: Option<String>,
    /// For how many days it can be accepted: 1 to 365, 30 by default.
    pub expires_in_days: Option<i64>,
    /// Whether to send it by e-mail; true by default.
    pub notify: Option<bool>,
}

/// Up to ten new invitations.
pub type CreateOrganizationInvitations = Bulk<CreateOrganizationInvitation>;

/// Which invitations of an organization to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationInvitations {
    /// Only those of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
    /// Only those of this e-mail address.
    pub email_address: Option<String>,
    /// `created_at` or `email_address`; `-` in front turns the order round. Newest first by default.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// Which part of the pending invitations to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPendingOrganizationInvitations {
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// Who revokes an invitation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeOrganizationInvitation {
    /// A member who may manage memberships.
    pub requesting_user_id: Option<UserId>,
}
