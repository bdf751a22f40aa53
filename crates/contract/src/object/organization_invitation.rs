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
    /// Who is invited.
    pub email_address: String,
    /// The role's key that they will have.
    pub role: String,
    /// What that role is called.
    pub role_name: String,
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// Who invited them.
    pub inviter_id: Option<UserId>,
    /// The inviter, as the invited may see them.
    pub public_inviter_data: Option<OrganizationInvitationInviter>,
    /// The organization, as the invited may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_organization_data: Option<PublicOrganizationData>,
    /// Whether the invitation can still be accepted.
    pub status: OrganizationInvitationStatus,
    /// Becomes the membership's public metadata.
    pub public_metadata: Metadata,
    /// Becomes the membership's private metadata.
    pub private_metadata: Metadata,
    /// Where it can be accepted.
    pub url: Option<String>,
    /// Until when it can be accepted.
    pub expires_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

open_enum! {
    /// Whether an invitation to an organization can still be accepted.
    OrganizationInvitationStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
        Expired = "expired",
    }
}

/// Who made an invitation, as the invited may see them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationInvitationInviter {
    /// The user's id.
    pub user_id: UserId,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Where the user's picture is served.
    pub image_url: String,
    /// Whether the picture was uploaded.
    pub has_image: bool,
    /// The user's e-mail address, phone number, wallet or name.
    pub identifier: String,
}

/// An organization, as the invited may see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicOrganizationData {
    /// The organization's id.
    pub id: OrganizationId,
    /// What it is called.
    pub name: String,
    /// Its name in URLs.
    pub slug: String,
    /// Where its logo is served.
    pub image_url: String,
    /// Whether a logo was uploaded.
    pub has_image: bool,
}
