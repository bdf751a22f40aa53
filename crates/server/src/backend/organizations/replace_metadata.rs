use housekey_contract::OrganizationId;
use housekey_contract::backend::organizations::OrganizationMetadata;
use housekey_contract::object::Organization;
use housekey_domain::organizations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn replace_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    request: OrganizationMetadata,
) -> Result<Organization> {
    let changed = cx.write(move |tx| organizations::replace_metadata(tx, &organization_id, request.clone()));
    Ok(cx.view().organization(&changed.await?))
}
