use housekey_store::organization_roles::RoleRecord;

use super::Roles;
use crate::snapshots::RoleWithPermissions;

impl Roles {
    /// A role with its permissions.
    pub(super) fn shown(&self, role: &RoleRecord) -> RoleWithPermissions {
        let permissions = role.permissions.iter().filter_map(|id| self.find_permission(id));
        let mut permissions: Vec<_> = permissions.cloned().collect();
        permissions.sort_by(|one, other| one.key.cmp(&other.key));
        RoleWithPermissions { role: role.clone(), permissions, is_creator_eligible: self.is_elevated(role) }
    }
}
