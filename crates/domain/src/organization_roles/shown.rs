use housekey_store::organization_roles::{PermissionRecord, RoleRecord};
use serde::{Deserialize, Serialize};

use super::Roles;

/// A role with the permissions that it gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleWithPermissions {
    /// The role.
    pub role: RoleRecord,
    /// What it allows, in the order of the keys.
    pub permissions: Vec<PermissionRecord>,
    /// Whether that suffices for whoever creates an organization.
    pub is_creator_eligible: bool,
}

impl Roles {
    /// A role as it is shown.
    pub(super) fn shown(&self, role: &RoleRecord) -> RoleWithPermissions {
        let permissions = role.permissions.iter().filter_map(|id| self.find_permission(id));
        let mut permissions: Vec<_> = permissions.cloned().collect();
        permissions.sort_by(|one, other| one.key.cmp(&other.key));
        RoleWithPermissions { role: role.clone(), permissions, is_creator_eligible: self.is_elevated(role) }
    }
}
