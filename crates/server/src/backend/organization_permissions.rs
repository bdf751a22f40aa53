//! Operations on organization permissions.

use housekey_contract::backend::organization_permissions as operations;
use housekey_contract::backend::organization_permissions::{
    CreateOrganizationPermission, ListOrganizationPermissions, UpdateOrganizationPermission,
};
use housekey_contract::object::{DeletedObject, Permission};
use housekey_contract::{Page, PermissionId};
use housekey_domain::organization_roles::{
    Listing, NewPermission, create_permission, delete_permission, get_permission, permissions,
    update_permission,
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
}

async fn list(cx: Cx, request: ListOrganizationPermissions) -> Result<Page<Permission>> {
    let listing = Listing::of_permissions(request)?;
    let (found, total_count) = cx.read(move |tx| permissions(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(view::permission).collect(), total_count })
}

async fn create(cx: Cx, request: CreateOrganizationPermission) -> Result<Permission> {
    let now = cx.now();
    let new = NewPermission::check(request, now, &mut cx.rng())?;
    let permission = cx.write(move |tx| create_permission(tx, &new)).await?;
    Ok(view::permission(&permission))
}

async fn get(cx: Cx, permission_id: PermissionId) -> Result<Permission> {
    let permission = cx.read(move |tx| get_permission(tx, &permission_id)).await?;
    Ok(view::permission(&permission))
}

async fn update(
    cx: Cx,
    permission_id: PermissionId,
    request: UpdateOrganizationPermission,
) -> Result<Permission> {
    let permission = cx.write(move |tx| update_permission(tx, &permission_id, &request)).await?;
    Ok(view::permission(&permission))
}

async fn delete(cx: Cx, permission_id: PermissionId) -> Result<DeletedObject> {
    let permission = cx.write(move |tx| delete_permission(tx, &permission_id)).await?;
    Ok(view::deleted("permission", permission.id.as_str()))
}
