//! Organization roles and their permissions.

mod change;
mod keys;
mod listing;
mod permissions;
mod shown;
mod system;

use housekey_contract::{PermissionId, RoleId};
use housekey_store::Tx;
use housekey_store::organization_roles::{
    self, OrganizationRolesRecord, PermissionRecord, RoleRecord, beginning,
};
use serde_json::json;

use crate::error::{Result, not_found};

pub use crate::snapshots::{RoleSnapshot, RoleWithPermissions};
pub(crate) use change::not_elevated;
pub use change::{
    NewRole, assign_permission, create_role, delete_role, get_role, remove_permission, update_role,
};
pub use listing::{Listing, permissions, roles};
use permissions::no_permission;
pub use permissions::{
    NewPermission, create_permission, delete_permission, get_permission, update_permission,
};

/// The permissions needed to manage an organization: some member must have all of them.
const ELEVATED: [&str; 3] =
    ["org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"];
/// The permission to invite members and revoke invitations.
pub(crate) const MANAGE_MEMBERSHIPS: &str = "org:sys_memberships:manage";

/// All roles and permissions of an instance.
#[derive(Clone, Debug)]
pub struct Roles {
    record: OrganizationRolesRecord,
    system: Vec<PermissionRecord>,
}

impl Roles {
    /// The instance's roles.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let since = beginning(tx)?;
        let system = system::permissions(tx.instance(), since);
        let record = match organization_roles::find(tx)? {
            Some(record) => record,
            None => system::roles(tx.instance(), since, &system),
        };
        Ok(Self { record, system })
    }

    /// The role with this key, from a request parameter.
    pub fn named(&self, param: &str, key: &str) -> Result<&RoleRecord> {
        let role = self.record.roles.iter().find(|role| role.key == key);
        role.ok_or_else(|| not_found("organization role", key).with_meta("param_name", json!(param)))
    }

    /// The role with this id.
    pub fn find(&self, id: &RoleId) -> Option<&RoleRecord> {
        self.record.roles.iter().find(|role| role.id == *id)
    }

    /// The permission with this id.
    pub fn find_permission(&self, id: &PermissionId) -> Option<&PermissionRecord> {
        self.permissions().find(|permission| permission.id == *id)
    }

    /// The permissions: system permissions and custom ones.
    pub fn permissions(&self) -> impl Iterator<Item = &PermissionRecord> {
        self.system.iter().chain(&self.record.permissions)
    }

    /// Keys of a role's permissions, in alphabetical order.
    pub fn keys(&self, role: &RoleRecord) -> Vec<String> {
        let permissions = role.permissions.iter().filter_map(|id| self.find_permission(id));
        let mut keys: Vec<_> = permissions.map(|permission| permission.key.clone()).collect();
        keys.sort();
        keys
    }

    /// The role with this id, as included in other objects.
    pub fn snapshot(&self, id: &RoleId) -> RoleSnapshot {
        self.find(id).map_or_else(RoleSnapshot::default, |role| RoleSnapshot {
            key: role.key.clone(),
            name: role.name.clone(),
            permissions: self.keys(role),
        })
    }

    /// All roles, as answers show them.
    pub fn snapshots(&self) -> Vec<(&RoleId, RoleSnapshot)> {
        self.record.roles.iter().map(|role| (&role.id, self.snapshot(&role.id))).collect()
    }

    /// Whether a role grants a permission.
    pub fn allows(&self, id: &RoleId, permission: &str) -> bool {
        self.find(id).is_some_and(|role| self.keys(role).iter().any(|key| key == permission))
    }

    /// Whether a role grants all permissions needed to manage an organization.
    pub fn is_elevated(&self, role: &RoleRecord) -> bool {
        let keys = self.keys(role);
        ELEVATED.iter().all(|elevated| keys.iter().any(|key| key == elevated))
    }

    /// Ids of the roles that do.
    pub fn elevated(&self) -> Vec<String> {
        let elevated = self.record.roles.iter().filter(|role| self.is_elevated(role));
        elevated.map(|role| role.id.to_string()).collect()
    }

    /// Whether this is a system permission.
    pub fn is_system(&self, id: &PermissionId) -> bool {
        self.system.iter().any(|permission| permission.id == *id)
    }

    /// The role with this id or key.
    pub(crate) fn by_id_or_key(&self, name: &str) -> Option<&RoleRecord> {
        self.record.roles.iter().find(|role| role.id.as_str() == name || role.key == name)
    }

    /// Ids of the roles with these keys; unknown keys are ignored.
    pub(crate) fn ids(&self, keys: &[String]) -> Vec<String> {
        let known = self.record.roles.iter().filter(|role| keys.contains(&role.key));
        known.map(|role| role.id.to_string()).collect()
    }
}
