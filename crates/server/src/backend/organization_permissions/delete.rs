use housekey_contract::PermissionId;
use housekey_contract::object::DeletedObject;
use housekey_domain::organization_roles::delete_permission;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, permission_id: PermissionId) -> Result<DeletedObject> {
    let permission = cx.write(move |tx| delete_permission(tx, &permission_id)).await?;
    Ok(view::deleted("permission", permission.id.as_str()))
}
