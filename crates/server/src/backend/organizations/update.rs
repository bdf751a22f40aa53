use housekey_contract::OrganizationId;
use housekey_contract::backend::organizations::UpdateOrganization;
use housekey_contract::object::Organization;
use housekey_domain::organizations::{self, OrganizationChanges};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    request: UpdateOrganization,
) -> Result<Organization> {
    let now = cx.now();
    let changes = OrganizationChanges::check(request, &cx.settings().organizations, now)?;
    let organization = cx.write(move |tx| organizations::update(tx, &organization_id, &changes)).await?;
    Ok(cx.view().organization(&organization))
}
