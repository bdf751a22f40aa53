//! Operations on domains.

use housekey_contract::backend::domains as operations;
use housekey_contract::backend::domains::{AddDomain, UpdateDomain};
use housekey_contract::object::{DeletedObject, Domain};
use housekey_contract::{DomainId, Page};
use housekey_domain::domains::{self, DomainChange, NewDomain};
use housekey_domain::random;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Add, _, _>(add);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::Update, _, _>(update);
}

async fn list(cx: Cx) -> Result<Page<Domain>> {
    let found = cx.read(domains::list).await?;
    let total_count = found.len() as u64;
    Ok(Page { data: found.iter().map(|domain| cx.view().domain(domain)).collect(), total_count })
}

async fn add(cx: Cx, request: AddDomain) -> Result<Domain> {
    let now = cx.now();
    let new = NewDomain::check(request, cx.instance.environment())?;
    let id = DomainId::from(random::id(&mut cx.rng(), now, DomainId::PREFIX));
    let domain = cx.write(move |tx| domains::add(tx, id.clone(), &new)).await?;
    Ok(cx.view().domain(&domain))
}

async fn delete(cx: Cx, id: DomainId) -> Result<DeletedObject> {
    let deleted = view::deleted("domain", id.as_str());
    cx.write(move |tx| domains::delete(tx, &id)).await?;
    Ok(deleted)
}

async fn update(cx: Cx, id: DomainId, request: UpdateDomain) -> Result<Domain> {
    let change = DomainChange::check(request, cx.instance.environment())?;
    // Renaming the primary domain may change the publishable key, and with it cached views.
    let domain = cx.write(move |tx| domains::update(tx, &id, &change)).await?;
    let cx = cx.renewed().await?;
    Ok(cx.view().domain(&domain))
}
