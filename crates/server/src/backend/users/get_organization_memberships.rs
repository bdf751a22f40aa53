use housekey_contract::backend::users::ListUserMemberships;
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{Page, UserId};
use housekey_domain::page::Paging;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

// There are no organizations yet, so nobody belongs to one or is invited to one.
pub(super) async fn get_organization_memberships(
    cx: Cx,
    user_id: UserId,
    request: ListUserMemberships,
) -> Result<Page<OrganizationMembership>> {
    Paging::of(request.limit, request.offset)?;
    cx.read(move |tx| users::get(tx, &user_id)).await?;
    Ok(Page::default())
}
