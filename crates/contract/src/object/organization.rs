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
    /// What it is called.
    pub name: String,
    /// Its name in URLs; unique within the instance.
    pub slug: String,
    /// Where its logo, or a generated one, is served.
    pub image_url: String,
    /// The former name of `image_url`, where the answer includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    /// Whether a logo was uploaded.
    pub has_image: bool,
    /// How many members it has, where the answer includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members_count: Option<i64>,
    /// Whether nobody in it may manage it, where the answer includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_member_with_elevated_permissions: Option<bool>,
    /// How many invitations are open, where the answer includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_invitations_count: Option<i64>,
    /// How many members it may have; 0 for any number.
    pub max_allowed_memberships: i64,
    /// Whether its admins may delete it.
    pub admin_delete_enabled: bool,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data that only the backend sees.
    pub private_metadata: Metadata,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// When a member was last active in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<Millis>,
    /// The set of roles that its members can have.
    pub role_set_key: Option<String>,
}
