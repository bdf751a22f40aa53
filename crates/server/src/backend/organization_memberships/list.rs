use housekey_contract::backend::organization_memberships::ListOrganizationMemberships;
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::organization_memberships::{self, Listing};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationMemberships,
) -> Result<Page<OrganizationMembership>> {
    let listing = Listing::check(request)?;
    let (members, total_count) =
        cx.scan(move |tx| organization_memberships::listing(tx, &organization_id, &listing)).await?;
    Ok(Page { data: members.iter().map(|member| cx.view().member(member)).collect(), total_count })
}
