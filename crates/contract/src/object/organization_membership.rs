#![cfg(any(feature = "users", feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Organization};
use crate::{Metadata, Millis, OrganizationMembershipId, UserId};

/// A user's membership in an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembership {
    /// The membership's id.
    pub id: OrganizationMembershipId,
    /// Always `organization_membership`.
    pub object: Kind,
    /// Key of the role, such as `org:admin`.
    pub role: String,
    /// Display name of the role.
    pub role_name: String,
    /// Permissions granted by the role.
    pub permissions: Vec<String>,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Metadata,
    /// The organization.
    pub organization: Organization,
    /// The user's public data, visible to other members.
    pub public_user_data: Option<OrganizationMembershipPublicUserData>,
    /// When the user joined.
    pub created_at: Millis,
    /// When the membership was last updated.
    pub updated_at: Millis,
}

/// A user's public data, visible to other members of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembershipPublicUserData {
    /// The user's id.
    pub user_id: UserId,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Former name of `image_url`.
    pub profile_image_url: Option<String>,
    /// URL of the user's profile image.
    pub image_url: String,
    /// Whether the image was uploaded.
    pub has_image: bool,
    /// The user's email address, phone number, wallet or name.
    pub identifier: Option<String>,
    /// The username.
    pub username: Option<String>,
    /// Whether the user is banned.
    pub banned: bool,
    /// Whether the user was deprovisioned by their directory.
    pub deprovisioned: bool,
}
