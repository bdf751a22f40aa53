//! Users' organizations.

use housekey_contract::backend::users::{ListInstanceMemberships, ListUserInvitations, ListUserMemberships};
use housekey_contract::object::{OrganizationInvitation, OrganizationMembership};
use housekey_contract::{Page, UserId};
use housekey_domain::{organization_invitations, organization_memberships};
use housekey_store::Tx;

use crate::backend::organization_memberships::shown;
use crate::cx::Cx;
use crate::endpoint::Shown;
use crate::error::Result;

pub(super) async fn get_organization_memberships(
    cx: Cx,
    user_id: UserId,
    request: ListUserMemberships,
) -> Result<Shown<Page<OrganizationMembership>>> {
    let listing = organization_memberships::Listing::of_user(&request)?;
    let list = move |tx: &mut Tx<'_>| organization_memberships::listing_of_user(tx, &user_id, &listing);
    shown::page(&cx, false, list).await
}

pub(super) async fn get_organization_invitations(
    cx: Cx,
    user_id: UserId,
    request: ListUserInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = organization_invitations::Listing::of_user(request, cx.now())?;
    let (found, total_count) =
        cx.read(move |tx| organization_invitations::listing_of_user(tx, &user_id, &listing)).await?;
    let data = found.iter().map(|invited| cx.view().invited_with_organization(invited)).collect();
    Ok(Page { data, total_count })
}

pub(super) async fn get_instance_organization_memberships(
    cx: Cx,
    request: ListInstanceMemberships,
) -> Result<Shown<Page<OrganizationMembership>>> {
    let listing = organization_memberships::Listing::of_instance(&request)?;
    let list = move |tx: &mut Tx<'_>| organization_memberships::listing_of_instance(tx, &listing);
    shown::page(&cx, false, list).await
}
