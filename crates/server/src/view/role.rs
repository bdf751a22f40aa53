use housekey_contract::object::{Permission, Role};
use housekey_domain::organization_roles::RoleWithPermissions;
use housekey_store::organization_roles::PermissionRecord;

/// Renders a role.
pub(crate) fn role(shown: &RoleWithPermissions) -> Role {
    let record = &shown.role;
    Role {
        object: "role".into(),
        id: record.id.clone(),
        name: record.name.clone(),
        key: record.key.clone(),
        description: record.description.clone(),
        is_creator_eligible: shown.is_creator_eligible,
        permissions: shown.permissions.iter().map(permission).collect(),
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

/// Renders a permission.
pub(crate) fn permission(record: &PermissionRecord) -> Permission {
    // Custom permissions never start with this prefix.
    let kind = if record.key.starts_with("org:sys_") { "system" } else { "user" };
    Permission {
        object: "permission".into(),
        id: record.id.clone(),
        name: record.name.clone(),
        key: record.key.clone(),
        description: record.description.clone(),
        r#type: kind.to_owned(),
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
