use housekey_contract::PermissionId;
use housekey_contract::backend::organization_permissions::UpdateOrganizationPermission;
use housekey_contract::object::Permission;
use housekey_domain::organization_roles::update_permission;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(
    cx: Cx,
    permission_id: PermissionId,
    request: UpdateOrganizationPermission,
) -> Result<Permission> {
    let permission = cx.write(move |tx| update_permission(tx, &permission_id, &request)).await?;
    Ok(view::permission(&permission))
}
