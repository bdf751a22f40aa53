use housekey_contract::Listing;
use housekey_contract::backend::sessions::ListSessions;
use housekey_contract::object::Session;
use housekey_domain::sessions;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListSessions) -> Result<Listing<Session>> {
    let counted = request.paginated.unwrap_or_default();
    let listing = sessions::Listing::check(request, cx.now())?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| sessions::count(tx, &listing)).transpose()?;
            Ok((sessions::listing(tx, &listing)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(|session| cx.view().session(session)).collect(), total_count })
}
