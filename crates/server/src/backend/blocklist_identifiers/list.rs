use housekey_contract::Page;
use housekey_contract::backend::blocklist_identifiers::ListBlocklistIdentifiers;
use housekey_contract::object::BlocklistIdentifier;
use housekey_domain::page::Paging;
use housekey_domain::restrictions;
use housekey_store::listed_identifiers::List;

use crate::cx::Cx;
use crate::error::Result;

/// Clerk's description of this listing has no paging, so the default is the maximum.
const LARGEST_PAGE: i64 = 500;

pub(super) async fn list(cx: Cx, request: ListBlocklistIdentifiers) -> Result<Page<BlocklistIdentifier>> {
    let paging = Paging::of(request.limit.or(Some(LARGEST_PAGE)), request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            Ok((restrictions::list(tx, List::Block, paging)?, restrictions::count(tx, List::Block)?))
        })
        .await?;
    let view = cx.view();
    Ok(Page { data: found.iter().map(|entry| view.blocklist_identifier(entry)).collect(), total_count })
}
