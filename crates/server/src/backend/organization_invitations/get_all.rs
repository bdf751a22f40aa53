use housekey_contract::Page;
use housekey_contract::backend::organization_invitations::ListAllOrganizationInvitations;
use housekey_contract::object::OrganizationInvitation;
use housekey_domain::organization_invitations::{Listing, listing_of_instance};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get_all(
    cx: Cx,
    request: ListAllOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::of_instance(request, cx.now())?;
    let (found, total_count) = cx.scan(move |tx| listing_of_instance(tx, &listing)).await?;
    let data = found.iter().map(|invited| cx.view().invited_with_organization(invited)).collect();
    Ok(Page { data, total_count })
}
