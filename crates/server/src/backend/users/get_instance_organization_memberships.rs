use housekey_contract::Page;
use housekey_contract::backend::users::ListInstanceMemberships;
use housekey_contract::object::OrganizationMembership;
use housekey_domain::organization_memberships::{Listing, listing_of_instance};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get_instance_organization_memberships(
    cx: Cx,
    request: ListInstanceMemberships,
) -> Result<Page<OrganizationMembership>> {
    let listing = Listing::of_instance(&request)?;
    let (members, total_count) = cx.scan(move |tx| listing_of_instance(tx, &listing)).await?;
    Ok(Page { data: members.iter().map(|member| cx.view().member(member)).collect(), total_count })
}
