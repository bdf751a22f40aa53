use housekey_contract::backend::organization_roles::{CreateOrganizationRole, UpdateOrganizationRole};
use housekey_contract::{Millis, PermissionId, RoleId};
use housekey_store::organization_roles::{self, RoleRecord};
use housekey_store::{Tx, instances, organization_invitations, organization_memberships};
use rand::Rng;

use super::{ELEVATED, RoleWithPermissions, Roles, keys};
use crate::error::{Code, Error, Problems, Result, not_found, refused, taken};
use crate::events::{Happened, deleted, emit};
use crate::{random, text};

/// A role that has been checked as far as it goes without looking at others.
#[derive(Clone, Debug)]
pub struct NewRole {
    role: RoleRecord,
}

impl NewRole {
    /// Validates a request.
    pub fn check(
        request: CreateOrganizationRole,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        let key = problems.keep(keys::of_role(&request.key));
        let name = problems.keep(keys::name(&request.name));
        let description = text::name("description", request.description);
        let description = problems.keep(description);
        problems.refuse()?;
        let role = RoleRecord {
            id: RoleId::from(random::id(rng, now, RoleId::PREFIX)),
            key: key.unwrap_or_default(),
            name: name.unwrap_or_default(),
            description: description.unwrap_or_default(),
            permissions: request.permissions.unwrap_or_default(),
            created_at: now,
            updated_at: now,
        };
        Ok(Self { role })
    }
}

/// The role with this id.
pub fn get_role(tx: &mut Tx<'_>, id: &RoleId) -> Result<RoleWithPermissions> {
    let roles = Roles::load(tx)?;
    let role = roles.find(id).ok_or_else(|| no_role(id))?;
    Ok(roles.shown(role))
}

/// Creates a role.
pub fn create_role(tx: &mut Tx<'_>, new: &NewRole) -> Result<RoleWithPermissions> {
    let mut roles = Roles::load(tx)?;
    let most = own_settings(tx)?.max_allowed_roles;
    if i64::try_from(roles.record.roles.len()).unwrap_or(i64::MAX) >= most {
        let long = format!("The instance has reached its limit of {most} roles.");
        let message = "organization roles for instance quota exceeded";
        return Err(refused(Code::OrganizationInstanceRolesQuotaExceeded, message, long));
    }
    key_is_free(&roles, &new.role)?;
    let mut role = new.role.clone();
    role.permissions = known(&roles, &role.permissions)?;
    roles.record.roles.push(role.clone());
    save(tx, &roles, &role, Happened::RoleCreated)
}

/// Changes the given fields of a role and leaves the others alone. Who has the role has it still.
pub fn update_role(
    tx: &mut Tx<'_>,
    id: &RoleId,
    request: UpdateOrganizationRole,
) -> Result<RoleWithPermissions> {
    change(tx, id, |tx, roles, role| {
        if let Some(name) = &request.name {
            role.name = keys::name(name)?;
        }
        if let Some(description) = request.description.change() {
            role.description = text::name("description", description)?;
        }
        if let Some(permissions) = &request.permissions {
            role.permissions = known(roles, permissions)?;
        }
        if let Some(key) = &request.key {
            let before = std::mem::replace(&mut role.key, keys::of_role(key)?);
            key_is_free(roles, role)?;
            rename_in_settings(tx, &before, &role.key)?;
        }
        Ok(())
    })
}

/// Adds a permission to a role.
pub fn assign_permission(
    tx: &mut Tx<'_>,
    id: &RoleId,
    permission: &PermissionId,
) -> Result<RoleWithPermissions> {
    change(tx, id, |_, roles, role| {
        known(roles, std::slice::from_ref(permission))?;
        if role.permissions.contains(permission) {
            let long = "The role already has this permission.";
            let code = Code::OrganizationRolePermissionAssociationExists;
            return Err(refused(code, "permission already assigned to role", long));
        }
        role.permissions.push(permission.clone());
        Ok(())
    })
}

/// Removes a permission from a role.
pub fn remove_permission(
    tx: &mut Tx<'_>,
    id: &RoleId,
    permission: &PermissionId,
) -> Result<RoleWithPermissions> {
    change(tx, id, |_, roles, role| {
        known(roles, std::slice::from_ref(permission))?;
        if !role.permissions.contains(permission) {
            let long = "The role doesn't have this permission.";
            let code = Code::OrganizationRolePermissionAssociationNotFound;
            return Err(refused(code, "permission not assigned to role", long));
        }
        role.permissions.retain(|one| one != permission);
        Ok(())
    })
}

/// Deletes a role that no member, pending invitation or setting uses.
pub fn delete_role(tx: &mut Tx<'_>, id: &RoleId) -> Result<RoleRecord> {
    let mut roles = Roles::load(tx)?;
    let role = roles.find(id).ok_or_else(|| no_role(id))?.clone();
    let settings = own_settings(tx)?;
    let in_use = if settings.creator_role == role.key {
        Some((
            Code::OrganizationRoleDefaultCreatorRole,
            "The role is assigned to creators of organizations. Choose another creator role first.",
        ))
    } else if settings.domains_default_role == role.key {
        Some((
            Code::OrganizationRoleDomainDefaultRole,
            "The role is assigned to members who join through a verified domain. Choose another domain role first.",
        ))
    } else if organization_memberships::any_with_role(tx, id)? {
        Some((
            Code::OrganizationRoleAssignedMembers,
            "Some members have this role. Assign them another role first.",
        ))
    } else if organization_invitations::any_pending_with_role(tx, id)? {
        let long = "Some pending invitations use this role. Revoke them first.";
        Some((Code::OrganizationRoleExistsInInvitations, long))
    } else {
        None
    };
    if let Some((code, long)) = in_use {
        return Err(refused(code, "role is in use", long));
    }
    roles.record.roles.retain(|one| one.id != role.id);
    organization_roles::save(tx, &roles.record)?;
    emit(tx, || Happened::RoleDeleted(deleted("role", role.id.as_str())))?;
    Ok(role)
}

fn change(
    tx: &mut Tx<'_>,
    id: &RoleId,
    apply: impl FnOnce(&mut Tx<'_>, &Roles, &mut RoleRecord) -> Result<()>,
) -> Result<RoleWithPermissions> {
    let now = tx.now();
    let mut roles = Roles::load(tx)?;
    let mut role = roles.find(id).ok_or_else(|| no_role(id))?.clone();
    let was_key = role.key.clone();
    apply(tx, &roles, &mut role)?;
    role.updated_at = now;
    let is_creators = own_settings(tx)?.creator_role == role.key || was_key == own_settings(tx)?.creator_role;
    if is_creators && !roles.is_elevated(&role) {
        return Err(not_elevated());
    }
    for one in roles.record.roles.iter_mut().filter(|one| one.id == role.id) {
        *one = role.clone();
    }
    save(tx, &roles, &role, Happened::RoleUpdated)
}

fn save(
    tx: &mut Tx<'_>,
    roles: &Roles,
    role: &RoleRecord,
    happened: fn(RoleWithPermissions) -> Happened,
) -> Result<RoleWithPermissions> {
    organization_roles::save(tx, &roles.record)?;
    let shown = roles.shown(role);
    emit(tx, || happened(shown.clone()))?;
    Ok(shown)
}

/// The role of whoever creates an organization must let them keep it going.
pub(crate) fn not_elevated() -> Error {
    let long = format!("The creator role needs the permissions {}.", ELEVATED.join(", "));
    let code = Code::OrganizationMissingCreatorRolePermissions;
    refused(code, "missing permissions for creator role", long)
}

fn no_role(id: &RoleId) -> Error {
    not_found("organization role", id.as_str())
}

fn key_is_free(roles: &Roles, role: &RoleRecord) -> Result<()> {
    let others = roles.record.roles.iter().filter(|other| other.id != role.id);
    if others.clone().any(|other| other.key == role.key) { Err(taken("key")) } else { Ok(()) }
}

/// The permissions with these ids, without duplicates; all must exist.
fn known(roles: &Roles, permissions: &[PermissionId]) -> Result<Vec<PermissionId>> {
    let mut known: Vec<PermissionId> = Vec::new();
    for id in permissions {
        let permission = roles.find_permission(id).ok_or_else(|| super::no_permission(id))?;
        if !known.contains(&permission.id) {
            known.push(permission.id.clone());
        }
    }
    Ok(known)
}

fn own_settings(tx: &mut Tx<'_>) -> Result<instances::OrganizationSettings> {
    Ok(instances::own(tx)?.unwrap_or_default().settings.organizations)
}

/// Updates settings that refer to a role by its old key.
fn rename_in_settings(tx: &mut Tx<'_>, before: &str, after: &str) -> Result<()> {
    let Some(mut instance) = instances::own(tx)? else { return Ok(()) };
    let settings = &mut instance.settings.organizations;
    for key in [&mut settings.creator_role, &mut settings.domains_default_role] {
        if key == before {
            after.clone_into(key);
        }
    }
    Ok(instances::save_own(tx, &instance)?)
}
