use housekey_contract::backend::users::ListUserMemberships;
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{Page, UserId};
use housekey_domain::organization_memberships::{Listing, listing_of_user};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get_organization_memberships(
    cx: Cx,
    user_id: UserId,
    request: ListUserMemberships,
) -> Result<Page<OrganizationMembership>> {
    let listing = Listing::of_user(&request)?;
    let (members, total_count) = cx.read(move |tx| listing_of_user(tx, &user_id, &listing)).await?;
    Ok(Page { data: members.iter().map(|member| cx.view().member(member)).collect(), total_count })
}
