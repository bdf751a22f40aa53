//! The roles and permissions that every instance begins with.

use housekey_contract::{InstanceId, Millis, PermissionId, RoleId};
use housekey_store::organization_roles::{OrganizationRolesRecord, PermissionRecord, RoleRecord};

use crate::random;

/// Clerk's system permissions: their keys and what they are called.
const PERMISSIONS: [(&str, &str); 6] = [
    ("org:sys_profile:manage", "Manage organization"),
    ("org:sys_profile:delete", "Delete organization"),
    ("org:sys_memberships:read", "Read members"),
    ("org:sys_memberships:manage", "Manage members"),
    ("org:sys_domains:read", "Read domains"),
    ("org:sys_domains:manage", "Manage domains"),
];

/// What begins the key of a system permission, and of no other.
pub(super) const PREFIX: &str = "org:sys_";

/// The system permissions of an instance. They are not stored: their ids follow from the instance's.
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

/// The roles that an instance has until it changes them: admins may do everything, members see each other.
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

/// An id that is the same for the same instance and key, always, and another one's for another.
fn fixed_id(prefix: &str, instance: &InstanceId, key: &str) -> String {
    let digest = random::hash_token(&format!("{instance} {key}"));
    // As long as other ids are: 27 characters, here of hexadecimal digits.
    format!("{prefix}{}", &digest[..27])
}
