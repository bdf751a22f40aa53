use housekey_contract::RoleId;
use housekey_contract::object::DeletedObject;
use housekey_domain::organization_roles::delete_role;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, organization_role_id: RoleId) -> Result<DeletedObject> {
    let role = cx.write(move |tx| delete_role(tx, &organization_role_id)).await?;
    Ok(view::deleted("role", role.id.as_str()))
}
