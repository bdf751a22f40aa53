use housekey_contract::backend::users::ListUserInvitations;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{Page, UserId};
use housekey_domain::page::Paging;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

// There are no organizations yet, so nobody belongs to one or is invited to one.
pub(super) async fn get_organization_invitations(
    cx: Cx,
    user_id: UserId,
    request: ListUserInvitations,
) -> Result<Page<OrganizationInvitation>> {
    Paging::of(request.limit, request.offset)?;
    cx.read(move |tx| users::get(tx, &user_id)).await?;
    Ok(Page::default())
}
