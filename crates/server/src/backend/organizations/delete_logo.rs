use housekey_contract::OrganizationId;
use housekey_contract::object::Organization;
use housekey_domain::organizations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn delete_logo(cx: Cx, organization_id: OrganizationId) -> Result<Organization> {
    let organization = cx.write(move |tx| organizations::delete_logo(tx, &organization_id)).await?;
    Ok(cx.view().organization(&organization))
}
