use housekey_contract::backend::users::ListUserInvitations;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{Page, UserId};
use housekey_domain::organization_invitations::{Listing, listing_of_user};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get_organization_invitations(
    cx: Cx,
    user_id: UserId,
    request: ListUserInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::of_user(request, cx.now())?;
    let (found, total_count) = cx.read(move |tx| listing_of_user(tx, &user_id, &listing)).await?;
    let data = found.iter().map(|invited| cx.view().invited_with_organization(invited)).collect();
    Ok(Page { data, total_count })
}
