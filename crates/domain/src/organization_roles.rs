//! Roles of organizations, and the permissions that they give.

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
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{Result, not_found};

pub(crate) use change::not_elevated;
pub use change::{
    NewRole, assign_permission, create_role, delete_role, get_role, remove_permission, update_role,
};
pub use listing::{Listing, permissions, roles};
use permissions::no_permission;
pub use permissions::{
    NewPermission, create_permission, delete_permission, get_permission, update_permission,
};
pub use shown::RoleWithPermissions;

/// The permissions that it takes to keep an organization going: without a member who has them all, nobody can manage it.
const ELEVATED: [&str; 3] =
    ["org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"];
/// What it takes to invite members and to revoke invitations.
pub(crate) const MANAGE_MEMBERSHIPS: &str = "org:sys_memberships:manage";

/// All roles and permissions of an instance.
#[derive(Clone, Debug)]
pub struct Roles {
    record: OrganizationRolesRecord,
    system: Vec<PermissionRecord>,
}

/// A role as answers about members and invitations show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleSnapshot {
    /// Its name in requests and tokens.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The keys of what it allows.
    pub permissions: Vec<String>,
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

    /// The role that is named in a request by its key.
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

    /// The permissions: the instance's own, and those that are there from the beginning.
    pub fn permissions(&self) -> impl Iterator<Item = &PermissionRecord> {
        self.system.iter().chain(&self.record.permissions)
    }

    /// The keys of what a role allows, in alphabetical order.
    pub fn keys(&self, role: &RoleRecord) -> Vec<String> {
        let permissions = role.permissions.iter().filter_map(|id| self.find_permission(id));
        let mut keys: Vec<_> = permissions.map(|permission| permission.key.clone()).collect();
        keys.sort();
        keys
    }

    /// The role with this id, as answers show it.
    pub fn snapshot(&self, id: &RoleId) -> RoleSnapshot {
        self.find(id).map_or_else(RoleSnapshot::default, |role| RoleSnapshot {
            key: role.key.clone(),
            name: role.name.clone(),
            permissions: self.keys(role),
        })
    }

    /// Whether a role gives a permission.
    pub fn allows(&self, id: &RoleId, permission: &str) -> bool {
        self.find(id).is_some_and(|role| self.keys(role).iter().any(|key| key == permission))
    }

    /// Whether a role gives all that it takes to keep an organization going.
    pub fn is_elevated(&self, role: &RoleRecord) -> bool {
        let keys = self.keys(role);
        ELEVATED.iter().all(|elevated| keys.iter().any(|key| key == elevated))
    }

    /// The ids of the roles that do.
    pub fn elevated(&self) -> Vec<String> {
        let elevated = self.record.roles.iter().filter(|role| self.is_elevated(role));
        elevated.map(|role| role.id.to_string()).collect()
    }

    /// Whether a permission is one that every instance has from the beginning.
    pub fn is_system(&self, id: &PermissionId) -> bool {
        self.system.iter().any(|permission| permission.id == *id)
    }

    /// The role that is named by its id or its key.
    pub(crate) fn by_id_or_key(&self, name: &str) -> Option<&RoleRecord> {
        self.record.roles.iter().find(|role| role.id.as_str() == name || role.key == name)
    }

    /// The ids of the roles with these keys; keys that no role has are left out.
    pub(crate) fn ids(&self, keys: &[String]) -> Vec<String> {
        let known = self.record.roles.iter().filter(|role| keys.contains(&role.key));
        known.map(|role| role.id.to_string()).collect()
    }
}
