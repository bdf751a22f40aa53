//! Operations on organization roles.

use housekey_contract::backend::organization_roles as operations;
use housekey_contract::backend::organization_roles::{
    CreateOrganizationRole, ListOrganizationRoles, UpdateOrganizationRole,
};
use housekey_contract::object::{DeletedObject, Role};
use housekey_contract::{Page, PermissionId, RoleId};
use housekey_domain::organization_roles::{
    self, Listing, NewRole, create_role, delete_role, get_role, roles, update_role,
};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::AssignPermission, _, _>(assign_permission);
    endpoints.on::<operations::RemovePermission, _, _>(remove_permission);
}

async fn list(cx: Cx, request: ListOrganizationRoles) -> Result<Page<Role>> {
    let listing = Listing::of_roles(request)?;
    let (found, total_count) = cx.read(move |tx| roles(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(view::role).collect(), total_count })
}

async fn create(cx: Cx, request: CreateOrganizationRole) -> Result<Role> {
    let now = cx.now();
    let new = NewRole::check(request, now, &mut cx.rng())?;
    let role = cx.write(move |tx| create_role(tx, &new)).await?;
    Ok(view::role(&role))
}

async fn get(cx: Cx, organization_role_id: RoleId) -> Result<Role> {
    let role = cx.read(move |tx| get_role(tx, &organization_role_id)).await?;
    Ok(view::role(&role))
}

async fn update(cx: Cx, organization_role_id: RoleId, request: UpdateOrganizationRole) -> Result<Role> {
    let role = cx.write(move |tx| update_role(tx, &organization_role_id, request.clone())).await?;
    // A setting that refers to the role may have changed with it.
    cx.forget_instance();
    Ok(view::role(&role))
}

async fn delete(cx: Cx, organization_role_id: RoleId) -> Result<DeletedObject> {
    let role = cx.write(move |tx| delete_role(tx, &organization_role_id)).await?;
    Ok(view::deleted("role", role.id.as_str()))
}

async fn assign_permission(
    cx: Cx,
    organization_role_id: RoleId,
    permission_id: PermissionId,
) -> Result<Role> {
    let changed =
        cx.write(move |tx| organization_roles::assign_permission(tx, &organization_role_id, &permission_id));
    Ok(view::role(&changed.await?))
}

async fn remove_permission(
    cx: Cx,
    organization_role_id: RoleId,
    permission_id: PermissionId,
) -> Result<Role> {
    let changed =
        cx.write(move |tx| organization_roles::remove_permission(tx, &organization_role_id, &permission_id));
    Ok(view::role(&changed.await?))
}
