use housekey_contract::backend::organization_invitations::ListOrganizationInvitations;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::organization_invitations::{self, Listing};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::check(request, cx.now())?;
    page(cx, organization_id, listing).await
}

pub(super) async fn page(
    cx: Cx,
    organization_id: OrganizationId,
    listing: Listing,
) -> Result<Page<OrganizationInvitation>> {
    let (found, total_count) =
        cx.scan(move |tx| organization_invitations::listing(tx, &organization_id, &listing)).await?;
    Ok(Page { data: found.iter().map(|invited| cx.view().invited(invited)).collect(), total_count })
}
