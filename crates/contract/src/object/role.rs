#![cfg(any(feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Millis, PermissionId, RoleId};

/// A role of organization members, with its permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// Always `role`.
    pub object: Kind,
    /// The role's id.
    pub id: RoleId,
    /// Display name.
    pub name: String,
    /// Key used in requests and tokens, such as `org:admin`; unique within the instance.
    pub key: String,
    /// Description.
    pub description: Option<String>,
    /// Whether its permissions suffice for the creator of an organization.
    pub is_creator_eligible: bool,
    /// Permissions it grants.
    pub permissions: Vec<Permission>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// A permission of organization members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    /// Always `permission`.
    pub object: Kind,
    /// The permission's id.
    pub id: PermissionId,
    /// Display name.
    pub name: String,
    /// Key used in responses and tokens, such as `org:invoices:read`; unique within the instance.
    pub key: String,
    /// Description.
    pub description: String,
    /// `system` for built-in permissions, `user` for custom ones.
    pub r#type: String,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}
