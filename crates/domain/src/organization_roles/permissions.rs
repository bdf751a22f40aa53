use housekey_contract::backend::organization_permissions::{
    CreateOrganizationPermission, UpdateOrganizationPermission,
};
use housekey_contract::{Millis, PermissionId};
use housekey_store::Tx;
use housekey_store::organization_roles::{self, PermissionRecord};
use rand::Rng;

use super::{Roles, keys};
use crate::error::{Code, Error, Problems, Result, not_found, refused, taken};
use crate::events::{Happened, deleted, emit};
use crate::{random, text};

/// How many permissions an instance can make. All of them are read with every answer about a member.
const MAX_PERMISSIONS: usize = 500;

/// A validated permission; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewPermission {
    permission: PermissionRecord,
}

impl NewPermission {
    /// Validates a request.
    pub fn check(
        request: CreateOrganizationPermission,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        let key = problems.keep(keys::of_permission(&request.key));
        let name = problems.keep(keys::name(&request.name));
        let description = text::name("description", request.description);
        let description = problems.keep(description);
        problems.refuse()?;
        let permission = PermissionRecord {
            id: PermissionId::from(random::id(rng, now, PermissionId::PREFIX)),
            key: key.unwrap_or_default(),
            name: name.unwrap_or_default(),
            description: description.unwrap_or_default().unwrap_or_default(),
            created_at: now,
            updated_at: now,
        };
        Ok(Self { permission })
    }
}

/// The permission with this id.
pub fn get_permission(tx: &mut Tx<'_>, id: &PermissionId) -> Result<PermissionRecord> {
    Roles::load(tx)?.find_permission(id).cloned().ok_or_else(|| no_permission(id))
}

/// Creates a permission.
pub fn create_permission(tx: &mut Tx<'_>, new: &NewPermission) -> Result<PermissionRecord> {
    let mut roles = Roles::load(tx)?;
    if roles.record.permissions.len() >= MAX_PERMISSIONS {
        let long = format!("The instance has reached its limit of {MAX_PERMISSIONS} permissions.");
        let message = "organization permissions for instance quota exceeded";
        return Err(refused(Code::QuotaExceeded, message, long));
    }
    key_is_free(&roles, &new.permission)?;
    roles.record.permissions.push(new.permission.clone());
    save(tx, &roles, &new.permission, Happened::PermissionCreated)
}

/// Changes the given fields of a permission and leaves the others alone.
pub fn update_permission(
    tx: &mut Tx<'_>,
    id: &PermissionId,
    request: &UpdateOrganizationPermission,
) -> Result<PermissionRecord> {
    let now = tx.now();
    let mut roles = Roles::load(tx)?;
    let mut permission = own(&roles, id)?;
    if let Some(name) = &request.name {
        permission.name = keys::name(name)?;
    }
    if let Some(key) = &request.key {
        permission.key = keys::of_permission(key)?;
        key_is_free(&roles, &permission)?;
    }
    if let Some(description) = &request.description {
        let description = text::name("description", Some(description.clone()))?;
        permission.description = description.unwrap_or_default();
    }
    permission.updated_at = now;
    for one in roles.record.permissions.iter_mut().filter(|one| one.id == permission.id) {
        *one = permission.clone();
    }
    save(tx, &roles, &permission, Happened::PermissionUpdated)
}

/// Deletes a permission, also from the roles that give it.
pub fn delete_permission(tx: &mut Tx<'_>, id: &PermissionId) -> Result<PermissionRecord> {
    let mut roles = Roles::load(tx)?;
    let permission = own(&roles, id)?;
    roles.record.permissions.retain(|one| one.id != permission.id);
    for role in &mut roles.record.roles {
        role.permissions.retain(|one| *one != permission.id);
    }
    organization_roles::save(tx, &roles.record)?;
    emit(tx, || Happened::PermissionDeleted(deleted("permission", permission.id.as_str())))?;
    Ok(permission)
}

fn save(
    tx: &mut Tx<'_>,
    roles: &Roles,
    permission: &PermissionRecord,
    happened: fn(PermissionRecord) -> Happened,
) -> Result<PermissionRecord> {
    organization_roles::save(tx, &roles.record)?;
    emit(tx, || happened(permission.clone()))?;
    Ok(permission.clone())
}

/// A custom permission, which can be changed.
fn own(roles: &Roles, id: &PermissionId) -> Result<PermissionRecord> {
    let permission = roles.find_permission(id).ok_or_else(|| no_permission(id))?;
    if roles.is_system(&permission.id) {
        let long = "System permissions can't be changed or deleted.";
        let code = Code::OrganizationSystemPermissionNotModifiable;
        return Err(refused(code, "organization system permission cannot be modified", long));
    }
    Ok(permission.clone())
}

pub(super) fn no_permission(id: &PermissionId) -> Error {
    not_found("organization permission", id.as_str())
}

fn key_is_free(roles: &Roles, permission: &PermissionRecord) -> Result<()> {
    let taken_by_other = |other: &PermissionRecord| other.id != permission.id && other.key == permission.key;
    if roles.permissions().any(taken_by_other) { Err(taken("key")) } else { Ok(()) }
}
