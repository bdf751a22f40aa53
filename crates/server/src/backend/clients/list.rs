use housekey_contract::Listing;
use housekey_contract::backend::clients::ListClients;
use housekey_contract::object::Client;
use housekey_domain::clients;
use housekey_domain::page::Paging;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListClients) -> Result<Listing<Client>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| clients::count(tx)).transpose()?;
            Ok((clients::list(tx, paging)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(|held| cx.view().client(held)).collect(), total_count })
}
