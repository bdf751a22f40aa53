#![cfg(any(feature = "users", feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Organization};
use crate::{Metadata, Millis, OrganizationMembershipId, UserId};

/// A user's membership of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembership {
    /// The membership's id.
    pub id: OrganizationMembershipId,
    /// Always `organization_membership`.
    pub object: Kind,
    /// The role's key: `org:admin` …
    pub role: String,
    /// What the role is called.
    pub role_name: String,
    /// The permissions that the role gives.
    pub permissions: Vec<String>,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data that only the backend sees.
    pub private_metadata: Metadata,
    /// The organization.
    pub organization: Organization,
    /// The user, as other members may see them.
    pub public_user_data: Option<OrganizationMembershipPublicUserData>,
    /// When the user joined.
    pub created_at: Millis,
    /// When the membership last changed.
    pub updated_at: Millis,
}

/// A user, as other members of an organization may see them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembershipPublicUserData {
    /// The user's id.
    pub user_id: UserId,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The former name of `image_url`.
    pub profile_image_url: Option<String>,
    /// Where the user's picture is served.
    pub image_url: String,
    /// Whether the picture was uploaded.
    pub has_image: bool,
    /// The user's e-mail address, phone number, wallet or name.
    pub identifier: Option<String>,
    /// The user's name to sign in with.
    pub username: Option<String>,
    /// Whether the user may not sign in.
    pub banned: bool,
    /// Whether the user's directory has taken them out of service.
    pub deprovisioned: bool,
}
