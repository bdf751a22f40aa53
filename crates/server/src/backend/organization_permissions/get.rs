use housekey_contract::PermissionId;
use housekey_contract::object::Permission;
use housekey_domain::organization_roles::get_permission;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, permission_id: PermissionId) -> Result<Permission> {
    let permission = cx.read(move |tx| get_permission(tx, &permission_id)).await?;
    Ok(view::permission(&permission))
}
