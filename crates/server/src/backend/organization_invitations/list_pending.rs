use housekey_contract::backend::organization_invitations::ListPendingOrganizationInvitations;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::organization_invitations::Listing;

use super::list::page;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list_pending(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListPendingOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::pending(&request, cx.now())?;
    page(cx, organization_id, listing).await
}
