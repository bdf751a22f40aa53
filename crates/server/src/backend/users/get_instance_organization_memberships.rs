use housekey_contract::Page;
use housekey_contract::backend::users::ListInstanceMemberships;
use housekey_contract::object::OrganizationMembership;
use housekey_domain::page::Paging;

use crate::cx::Cx;
use crate::error::Result;

// There are no organizations yet, so nobody belongs to one.
pub(super) async fn get_instance_organization_memberships(
    _: Cx,
    request: ListInstanceMemberships,
) -> Result<Page<OrganizationMembership>> {
    Paging::of(request.limit, request.offset)?;
    Ok(Page::default())
}
