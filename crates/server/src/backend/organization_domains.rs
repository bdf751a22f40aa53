//! Operations on organization domains.

use housekey_contract::backend::organization_domains as operations;
use housekey_contract::backend::organization_domains::{
    CreateOrganizationDomain, ListAllOrganizationDomains, ListOrganizationDomains, UpdateOrganizationDomain,
};
use housekey_contract::object::{DeletedObject, OrganizationDomain};
use housekey_contract::{OrganizationDomainId, OrganizationId, Page};
use housekey_domain::organization_domains::{self, DomainChanges, Listing, NewDomain, listing_of_instance};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::ListAll, _, _>(list_all);
    endpoints.on::<operations::VerifyOwnership, _, _>(verify_ownership);
}

async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationDomain,
) -> Result<OrganizationDomain> {
    let now = cx.now();
    let new = NewDomain::check(request, &cx.settings().organizations, now, &mut cx.rng())?;
    let domain = cx.write(move |tx| organization_domains::create(tx, &organization_id, &new)).await?;
    Ok(cx.view().organization_domain(&domain))
}

async fn list(
    cx: Cx,
    organization_id: OrganizationId,
    request: ListOrganizationDomains,
) -> Result<Page<OrganizationDomain>> {
    let listing = Listing::check(request)?;
    let (found, total_count) =
        cx.scan(move |tx| organization_domains::listing(tx, &organization_id, &listing)).await?;
    Ok(Page { data: found.iter().map(|domain| cx.view().organization_domain(domain)).collect(), total_count })
}

async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
    request: UpdateOrganizationDomain,
) -> Result<OrganizationDomain> {
    let changes = DomainChanges::check(request, &cx.settings().organizations)?;
    let updated =
        cx.write(move |tx| organization_domains::update(tx, &organization_id, &domain_id, &changes));
    Ok(cx.view().organization_domain(&updated.await?))
}

async fn delete(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
) -> Result<DeletedObject> {
    let domain = cx.write(move |tx| organization_domains::delete(tx, &organization_id, &domain_id)).await?;
    Ok(view::deleted("organization_domain", domain.id.as_str()))
}

async fn list_all(cx: Cx, request: ListAllOrganizationDomains) -> Result<Page<OrganizationDomain>> {
    let listing = Listing::of_instance(request)?;
    let (found, total_count) = cx.scan(move |tx| listing_of_instance(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(|domain| cx.view().organization_domain(domain)).collect(), total_count })
}

async fn verify_ownership(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
) -> Result<OrganizationDomain> {
    let verified =
        cx.write(move |tx| organization_domains::verify_ownership(tx, &organization_id, &domain_id));
    Ok(cx.view().organization_domain(&verified.await?))
}
