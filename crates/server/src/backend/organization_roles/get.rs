use housekey_contract::RoleId;
use housekey_contract::object::Role;
use housekey_domain::organization_roles::get_role;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, organization_role_id: RoleId) -> Result<Role> {
    let role = cx.read(move |tx| get_role(tx, &organization_role_id)).await?;
    Ok(view::role(&role))
}
