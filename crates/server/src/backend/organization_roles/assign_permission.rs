use housekey_contract::object::Role;
use housekey_contract::{PermissionId, RoleId};
use housekey_domain::organization_roles;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn assign_permission(
    cx: Cx,
    organization_role_id: RoleId,
    permission_id: PermissionId,
) -> Result<Role> {
    let changed =
        cx.write(move |tx| organization_roles::assign_permission(tx, &organization_role_id, &permission_id));
    Ok(view::role(&changed.await?))
}
