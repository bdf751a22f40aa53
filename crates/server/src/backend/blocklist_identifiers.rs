//! Operations on the blocklist.

use housekey_contract::backend::blocklist_identifiers as operations;
use housekey_contract::backend::blocklist_identifiers::{
    CreateBlocklistIdentifier, ListBlocklistIdentifiers,
};
use housekey_contract::object::{BlocklistIdentifier, DeletedObject};
use housekey_contract::{BlocklistIdentifierId, Page};
use housekey_domain::page::Paging;
use housekey_domain::restrictions::{self, NewListedIdentifier, disallow, take_off};
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

async fn create(cx: Cx, request: CreateBlocklistIdentifier) -> Result<BlocklistIdentifier> {
    let new = NewListedIdentifier::to_block(&request, cx.now(), &mut cx.rng())?;
    let record = cx.write(move |tx| disallow(tx, &new)).await?;
    Ok(cx.view().blocklist_identifier(&record))
}

async fn delete(cx: Cx, id: BlocklistIdentifierId) -> Result<DeletedObject> {
    let answer = view::deleted("blocklist_identifier", id.as_str());
    cx.write(move |tx| take_off(tx, List::Block, id.as_str())).await?;
    Ok(answer)
}

/// Clerk's description of this listing has no paging, so the default is the maximum.
const LARGEST_PAGE: i64 = 500;

async fn list(cx: Cx, request: ListBlocklistIdentifiers) -> Result<Page<BlocklistIdentifier>> {
    let paging = Paging::of(request.limit.or(Some(LARGEST_PAGE)), request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            Ok((restrictions::list(tx, List::Block, paging)?, restrictions::count(tx, List::Block)?))
        })
        .await?;
    let view = cx.view();
    Ok(Page { data: found.iter().map(|entry| view.blocklist_identifier(entry)).collect(), total_count })
}
