//! Operations on organization memberships.

pub(super) mod shown;

use housekey_contract::backend::organization_memberships as operations;
use housekey_contract::backend::organization_memberships::{
    CreateOrganizationMembership, ListOrganizationMemberships, OrganizationMembershipMetadata,
    UpdateOrganizationMembership,
};
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, Page, UserId};
use housekey_domain::organization_memberships::{self, Listing, NewMembership};
use housekey_store::Tx;

use crate::cx::Cx;
use crate::endpoint::{Endpoints, Shown};
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::UpdateMetadata, _, _>(update_metadata);
}

async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationMembership,
) -> Result<OrganizationMembership> {
    let now = cx.now();
    let new = NewMembership::check(request, &cx.settings().organizations, now, &mut cx.rng())?;
    let member = cx.write(move |tx| organization_memberships::create(tx, &organization_id, &new)).await?;
    Ok(cx.view().member(&member))
}

async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationMemberships,
) -> Result<Shown<Page<OrganizationMembership>>> {
    let listing = Listing::check(request)?;
    let is_quick = listing.is_quick();
    let list = move |tx: &mut Tx<'_>| organization_memberships::listing(tx, &organization_id, &listing);
    shown::page(&cx, is_quick, list).await
}

async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    user_id: UserId,
    request: UpdateOrganizationMembership,
) -> Result<OrganizationMembership> {
    let changed =
        cx.write(move |tx| organization_memberships::update(tx, &organization_id, &user_id, &request.role));
    Ok(cx.view().member(&changed.await?))
}

async fn delete(cx: Cx, organization_id: OrganizationId, user_id: UserId) -> Result<OrganizationMembership> {
    let member = cx.write(move |tx| organization_memberships::delete(tx, &organization_id, &user_id)).await?;
    Ok(cx.view().member(&member))
}

async fn update_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    user_id: UserId,
    request: OrganizationMembershipMetadata,
) -> Result<OrganizationMembership> {
    let changed = cx.write(move |tx| {
        let (organization, user) = (&organization_id, &user_id);
        organization_memberships::update_metadata(tx, organization, user, request.clone())
    });
    Ok(cx.view().member(&changed.await?))
}
