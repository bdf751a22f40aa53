//! The default roles and system permissions of every instance.

use housekey_contract::{InstanceId, Millis, PermissionId, RoleId};
use housekey_store::organization_roles::{OrganizationRolesRecord, PermissionRecord, RoleRecord};

use crate::random;

/// Clerk's system permissions: key and name.
const PERMISSIONS: [(&str, &str); 6] = [
    ("org:sys_profile:manage", "Manage organization"),
    ("org:sys_profile:delete", "Delete organization"),
    ("org:sys_memberships:read", "Read members"),
    ("org:sys_memberships:manage", "Manage members"),
    ("org:sys_domains:read", "Read domains"),
    ("org:sys_domains:manage", "Manage domains"),
];

/// Prefix reserved for system permissions.
pub(super) const PREFIX: &str = "org:sys_";

/// The system permissions of an instance. They aren't stored: their ids are derived from the instance's.
pub(super) fn permissions(instance: &InstanceId, since: Millis) -> Vec<PermissionRecord> {
    let permission = |(key, name): (&str, &str)| PermissionRecord {
        id: PermissionId::from(fixed_id(PermissionId::PREFIX, instance, key)),
        key: key.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        created_at: since,
        updated_at: since,
    };
    PERMISSIONS.map(permission).into()
}

/// The default roles of an instance: admins may do everything, members see each other.
pub(super) fn roles(
    instance: &InstanceId,
    since: Millis,
    permissions: &[PermissionRecord],
) -> OrganizationRolesRecord {
    let role = |key: &str, name: &str, description: &str, may: fn(&str) -> bool| RoleRecord {
        id: RoleId::from(fixed_id(RoleId::PREFIX, instance, key)),
        key: key.to_owned(),
        name: name.to_owned(),
        description: Some(description.to_owned()),
        permissions: permissions.iter().filter(|one| may(&one.key)).map(|one| one.id.clone()).collect(),
        created_at: since,
        updated_at: since,
    };
    let admin = role("org:admin", "Admin", "Manages the organization and its members", |_| true);
    let member =
        role("org:member", "Member", "Works in the organization", |key| key == "org:sys_memberships:read");
    OrganizationRolesRecord { roles: vec![admin, member], permissions: Vec::new() }
}

/// An id derived from instance and key.
fn fixed_id(prefix: &str, instance: &InstanceId, key: &str) -> String {
    let digest = random::hash_token(&format!("{instance} {key}"));
    // As long as other ids: 27 characters, here hexadecimal digits.
    format!("{prefix}{}", &digest[..27])
}
