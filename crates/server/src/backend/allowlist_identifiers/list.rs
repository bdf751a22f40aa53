use housekey_contract::Listing;
use housekey_contract::backend::allowlist_identifiers::ListAllowlistIdentifiers;
use housekey_contract::object::AllowlistIdentifier;
use housekey_domain::page::Paging;
use housekey_domain::restrictions;
use housekey_store::listed_identifiers::List;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListAllowlistIdentifiers) -> Result<Listing<AllowlistIdentifier>> {
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
