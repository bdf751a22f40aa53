#![cfg(any(feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Millis, PermissionId, RoleId};

/// What a member of an organization can be, and may do then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// Always `role`.
    pub object: Kind,
    /// The role's id.
    pub id: RoleId,
    /// What it is called.
    pub name: String,
    /// Its name in requests and tokens: `org:admin` …; unique within the instance.
    pub key: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether its permissions suffice for whoever creates an organization.
    pub is_creator_eligible: bool,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Something that members of an organization may do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    /// Always `permission`.
    pub object: Kind,
    /// The permission's id.
    pub id: PermissionId,
    /// What it is called.
    pub name: String,
    /// Its name in answers and tokens: `org:invoices:read` …; unique within the instance.
    pub key: String,
    /// What it is for.
    pub description: String,
    /// `system` for those that are there from the beginning, `user` for the instance's own.
    pub r#type: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}
