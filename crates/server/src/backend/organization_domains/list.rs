use housekey_contract::backend::organization_domains::ListOrganizationDomains;
use housekey_contract::object::OrganizationDomain;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::organization_domains::{self, Listing};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationDomains,
) -> Result<Page<OrganizationDomain>> {
    let listing = Listing::check(request)?;
    let (found, total_count) =
        cx.scan(move |tx| organization_domains::listing(tx, &organization_id, &listing)).await?;
    Ok(Page { data: found.iter().map(|domain| cx.view().organization_domain(domain)).collect(), total_count })
}
