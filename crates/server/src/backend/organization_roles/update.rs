use housekey_contract::RoleId;
use housekey_contract::backend::organization_roles::UpdateOrganizationRole;
use housekey_contract::object::Role;
use housekey_domain::organization_roles::update_role;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(
    cx: Cx,
    organization_role_id: RoleId,
    request: UpdateOrganizationRole,
) -> Result<Role> {
    let role = cx.write(move |tx| update_role(tx, &organization_role_id, request.clone())).await?;
    // A setting that refers to the role may have changed with it.
    cx.forget_instance();
    Ok(view::role(&role))
}
