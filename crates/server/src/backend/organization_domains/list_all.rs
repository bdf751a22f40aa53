use housekey_contract::Page;
use housekey_contract::backend::organization_domains::ListAllOrganizationDomains;
use housekey_contract::object::OrganizationDomain;
use housekey_domain::organization_domains::{Listing, listing_of_instance};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list_all(
    cx: Cx,
    request: ListAllOrganizationDomains,
) -> Result<Page<OrganizationDomain>> {
    let listing = Listing::of_instance(request)?;
    let (found, total_count) = cx.scan(move |tx| listing_of_instance(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(|domain| cx.view().organization_domain(domain)).collect(), total_count })
}
