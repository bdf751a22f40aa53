use housekey_contract::OrganizationId;
use housekey_contract::backend::organizations::OrganizationMetadata;
use housekey_contract::object::Organization;
use housekey_domain::organizations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn merge_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    request: OrganizationMetadata,
) -> Result<Organization> {
    let changed = cx.write(move |tx| organizations::merge_metadata(tx, &organization_id, request.clone()));
    Ok(cx.view().organization(&changed.await?))
}
