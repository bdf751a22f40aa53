use housekey_contract::OrganizationId;
use housekey_contract::backend::organizations::GetOrganization;
use housekey_contract::object::Organization;
use housekey_domain::organizations::{self, Including, enabled};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(
    cx: Cx,
    organization_id: OrganizationId,
    request: GetOrganization,
) -> Result<Organization> {
    enabled(&cx.settings().organizations)?;
    let including = Including::from(&request);
    let found = cx
        .read(move |tx| {
            let organization = organizations::get(tx, &organization_id)?;
            organizations::describe(tx, organization, including)
        })
        .await?;
    Ok(cx.view().described_organization(&found))
}
