//! Operations on organization invitations.

use housekey_contract::backend::organization_invitations as operations;
use housekey_contract::backend::organization_invitations::{
    CreateOrganizationInvitation, CreateOrganizationInvitations, ListAllOrganizationInvitations,
    ListOrganizationInvitations, ListPendingOrganizationInvitations, RevokeOrganizationInvitation,
};
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, OrganizationInvitationId, Page};
use housekey_domain::error::Error;
use housekey_domain::organization_invitations::{
    self, Listing, NewInvitation, Sending, check_all, listing_of_instance, words,
};
use housekey_store::Tx;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::GetAll, _, _>(get_all);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create);
    endpoints.on::<operations::ListPending, _, _>(list_pending);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Revoke, _, _>(revoke);
}

async fn get_all(cx: Cx, request: ListAllOrganizationInvitations) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::of_instance(request, cx.now())?;
    let (found, total_count) = cx.scan(move |tx| listing_of_instance(tx, &listing)).await?;
    let data = found.iter().map(|invited| cx.view().invited_with_organization(invited)).collect();
    Ok(Page { data, total_count })
}

async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationInvitation,
) -> Result<OrganizationInvitation> {
    let Page { data, .. } = invite(cx, organization_id, vec![request]).await?;
    data.into_iter().next().ok_or_else(|| Error::Internal("one invitation made none".to_owned()))
}

async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::check(request, cx.now())?;
    page(cx, organization_id, listing).await
}

async fn page(
    cx: Cx,
    organization_id: OrganizationId,
    listing: Listing,
) -> Result<Page<OrganizationInvitation>> {
    let (found, total_count) =
        cx.scan(move |tx| organization_invitations::listing(tx, &organization_id, &listing)).await?;
    Ok(Page { data: found.iter().map(|invited| cx.view().invited(invited)).collect(), total_count })
}

async fn bulk_create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    invite(cx, organization_id, request.0).await
}

/// Creates invitations. Emails are encrypted before the transaction.
async fn invite(
    cx: Cx,
    organization_id: OrganizationId,
    requests: Vec<CreateOrganizationInvitation>,
) -> Result<Page<OrganizationInvitation>> {
    let now = cx.now();
    let sending = Sending { issuer: cx.issuer(), seal: cx.seal(), now };
    let mut new = check_all(requests, &cx.settings().organizations, sending, &mut cx.rng())?;
    let inviters: Vec<_> = new.iter().filter_map(NewInvitation::inviter).collect();
    let id = organization_id.clone();
    let words = cx.read(move |tx| words(tx, &id, &inviters)).await?;
    for one in &mut new {
        one.write(&words, sending, &mut cx.rng());
    }
    let urls: Vec<_> = new.iter().map(|one| one.url.clone()).collect();
    let restrictions = cx.settings().restrictions.clone();
    let create =
        move |tx: &mut Tx<'_>| organization_invitations::create(tx, &restrictions, &organization_id, &new);
    let invited = cx.write(create).await?;
    let shown = invited
        .iter()
        .zip(urls)
        .map(|(invited, url)| OrganizationInvitation { url: Some(url), ..cx.view().invited(invited) });
    let data: Vec<_> = shown.collect();
    Ok(Page { total_count: data.len() as u64, data })
}

async fn list_pending(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListPendingOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    let listing = Listing::pending(&request, cx.now())?;
    page(cx, organization_id, listing).await
}

async fn get(
    cx: Cx,
    organization_id: OrganizationId,
    invitation_id: OrganizationInvitationId,
) -> Result<OrganizationInvitation> {
    let invited =
        cx.read(move |tx| organization_invitations::get(tx, &organization_id, &invitation_id)).await?;
    Ok(cx.view().invited(&invited))
}

async fn revoke(
    cx: Cx,
    organization_id: OrganizationId,
    invitation_id: OrganizationInvitationId,
    request: RevokeOrganizationInvitation,
) -> Result<OrganizationInvitation> {
    let revoked = cx.write(move |tx| {
        let requester = request.requesting_user_id.as_ref();
        organization_invitations::revoke(tx, &organization_id, &invitation_id, requester)
    });
    Ok(cx.view().invited(&revoked.await?))
}
