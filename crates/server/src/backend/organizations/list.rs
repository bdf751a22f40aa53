use housekey_contract::Page;
use housekey_contract::backend::organizations::ListOrganizations;
use housekey_contract::object::Organization;
use housekey_domain::organizations::{self, Listing, enabled};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListOrganizations) -> Result<Page<Organization>> {
    enabled(&cx.settings().organizations)?;
    let listing = Listing::check(request)?;
    let (found, total_count) = cx.scan(move |tx| organizations::listing(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(|one| cx.view().described_organization(one)).collect(), total_count })
}
