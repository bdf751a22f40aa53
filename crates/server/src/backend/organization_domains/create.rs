use housekey_contract::OrganizationId;
use housekey_contract::backend::organization_domains::CreateOrganizationDomain;
use housekey_contract::object::OrganizationDomain;
use housekey_domain::organization_domains::{self, NewDomain};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationDomain,
) -> Result<OrganizationDomain> {
    let now = cx.now();
    let new = NewDomain::check(request, &cx.settings().organizations, now, &mut cx.rng())?;
    let domain = cx.write(move |tx| organization_domains::create(tx, &organization_id, &new)).await?;
    Ok(cx.view().organization_domain(&domain))
}
