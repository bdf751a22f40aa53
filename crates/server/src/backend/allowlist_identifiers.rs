//! Operations on the allowlist.

use housekey_contract::backend::allowlist_identifiers as operations;
use housekey_contract::backend::allowlist_identifiers::{
    CreateAllowlistIdentifier, ListAllowlistIdentifiers,
};
use housekey_contract::object::{AllowlistIdentifier, DeletedObject};
use housekey_contract::{AllowlistIdentifierId, Listing};
use housekey_domain::page::Paging;
use housekey_domain::restrictions::{self, Allowing, allow, take_off};
use housekey_store::listed_identifiers::List;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::List, _, _>(list);
}

async fn create(cx: Cx, request: CreateAllowlistIdentifier) -> Result<AllowlistIdentifier> {
    let now = cx.now();
    let new = Allowing::check(&request, cx.issuer(), cx.seal(), now, &mut cx.rng())?;
    let settings = cx.settings().clone();
    let record = cx.write(move |tx| allow(tx, &settings, &new)).await?;
    Ok(cx.view().allowlist_identifier(&record))
}

async fn delete(cx: Cx, id: AllowlistIdentifierId) -> Result<DeletedObject> {
    let answer = view::deleted("allowlist_identifier", id.as_str());
    cx.write(move |tx| take_off(tx, List::Allow, id.as_str())).await?;
    Ok(answer)
}

async fn list(cx: Cx, request: ListAllowlistIdentifiers) -> Result<Listing<AllowlistIdentifier>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            let total_count = counted.then(|| restrictions::count(tx, List::Allow)).transpose()?;
            Ok((restrictions::list(tx, List::Allow, paging)?, total_count))
        })
        .await?;
    let view = cx.view();
    Ok(Listing { data: found.iter().map(|entry| view.allowlist_identifier(entry)).collect(), total_count })
}
