#![cfg(any(feature = "users", feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Metadata, Millis, OrganizationId, OrganizationInvitationId, UserId};

/// An invitation to join an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationInvitation {
    /// Always `organization_invitation`.
    pub object: Kind,
    /// The invitation's id.
    pub id: OrganizationInvitationId,
    /// Email address of the invitee.
    pub email_address: String,
    /// Key of the role to be assigned.
    pub role: String,
    /// Display name of that role.
    pub role_name: String,
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The user who created the invitation.
    pub inviter_id: Option<UserId>,
    /// The inviter's public data, visible to the invitee.
    pub public_inviter_data: Option<OrganizationInvitationInviter>,
    /// The organization's public data, visible to the invitee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_organization_data: Option<PublicOrganizationData>,
    /// Status of the invitation.
    pub status: OrganizationInvitationStatus,
    /// Copied to the membership's public metadata.
    pub public_metadata: Metadata,
    /// Copied to the membership's private metadata.
    pub private_metadata: Metadata,
    /// URL where it can be accepted.
    pub url: Option<String>,
    /// When it expires.
    pub expires_at: Option<Millis>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

open_enum! {
    /// Status of an organization invitation.
    OrganizationInvitationStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
        Expired = "expired",
    }
}

/// The inviter's public data, visible to the invitee.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationInvitationInviter {
    /// The user's id.
    pub user_id: UserId,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// URL of the user's profile image.
    pub image_url: String,
    /// Whether the image was uploaded.
    pub has_image: bool,
    /// The user's email address, phone number, wallet or name.
    pub identifier: String,
}

/// An organization's public data, visible to the invitee.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicOrganizationData {
    /// The organization's id.
    pub id: OrganizationId,
    /// Display name.
    pub name: String,
    /// URL-friendly name.
    pub slug: String,
    /// URL of its logo.
    pub image_url: String,
    /// Whether a logo was uploaded.
    pub has_image: bool,
}
