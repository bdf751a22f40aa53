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
        get_all(): Get "/organization_invitations", ListAllOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Invites somebody by e-mail.
        create(organization_id: OrganizationId): Post "/organizations/{organization_id}/invitations", CreateOrganizationInvitation -> OrganizationInvitation;
        /// Lists the invitations of an organization, newest first unless `order_by` says otherwise.
        list(organization_id: OrganizationId): Get "/organizations/{organization_id}/invitations", ListOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Invites up to ten people at once: all of them or, if one can't be invited, none.
        bulk_create(organization_id: OrganizationId): Post "/organizations/{organization_id}/invitations/bulk", CreateOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Lists the invitations of an organization that can still be accepted.
        #[deprecated = "`list` does the same with the status `pending`"]
        list_pending(organization_id: OrganizationId): Get "/organizations/{organization_id}/invitations/pending", ListPendingOrganizationInvitations -> Page<OrganizationInvitation>;
        /// Gets an invitation.
        get(organization_id: OrganizationId, invitation_id: OrganizationInvitationId): Get "/organizations/{organization_id}/invitations/{invitation_id}" -> OrganizationInvitation;
        /// Revokes an invitation that can still be accepted.
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
