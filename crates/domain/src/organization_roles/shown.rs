use housekey_store::organization_roles::{PermissionRecord, RoleRecord};
use serde::{Deserialize, Serialize};

use super::Roles;

/// A role with its permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleWithPermissions {
    /// The role.
    pub role: RoleRecord,
    /// Its permissions, ordered by key.
    pub permissions: Vec<PermissionRecord>,
    /// Whether these suffice for the creator of an organization.
    pub is_creator_eligible: bool,
}

impl Roles {
    /// A role with its permissions.
    pub(super) fn shown(&self, role: &RoleRecord) -> RoleWithPermissions {
        let permissions = role.permissions.iter().filter_map(|id| self.find_permission(id));
        let mut permissions: Vec<_> = permissions.cloned().collect();
        permissions.sort_by(|one, other| one.key.cmp(&other.key));
        RoleWithPermissions { role: role.clone(), permissions, is_creator_eligible: self.is_elevated(role) }
    }
}
