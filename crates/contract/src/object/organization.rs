#![cfg(any(feature = "users", feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Metadata, Millis, OrganizationId, UserId};

/// A group of users who work together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organization {
    /// Always `organization`.
    pub object: Kind,
    /// The organization's id.
    pub id: OrganizationId,
    /// Display name.
    pub name: String,
    /// URL-friendly name; unique within the instance.
    pub slug: String,
    /// URL of its logo, or of a generated one.
    pub image_url: String,
    /// Former name of `image_url`, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    /// Whether a logo was uploaded.
    pub has_image: bool,
    /// Number of members, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members_count: Option<i64>,
    /// Whether no member may manage it, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_member_with_elevated_permissions: Option<bool>,
    /// Number of pending invitations, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_invitations_count: Option<i64>,
    /// Maximum number of members; 0 for unlimited.
    pub max_allowed_memberships: i64,
    /// Whether admins may delete it.
    pub admin_delete_enabled: bool,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Metadata,
    /// The user who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
    /// When a member was last active in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<Millis>,
    /// Key of the role set available to its members.
    pub role_set_key: Option<String>,
}
