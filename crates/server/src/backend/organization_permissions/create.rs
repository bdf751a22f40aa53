use housekey_contract::backend::organization_permissions::CreateOrganizationPermission;
use housekey_contract::object::Permission;
use housekey_domain::organization_roles::{NewPermission, create_permission};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateOrganizationPermission) -> Result<Permission> {
    let now = cx.now();
    let new = NewPermission::check(request, now, &mut cx.rng())?;
    let permission = cx.write(move |tx| create_permission(tx, &new)).await?;
    Ok(view::permission(&permission))
}
