use housekey_contract::Listing;
use housekey_contract::backend::redirect_urls::ListRedirectUrls;
use housekey_contract::object::RedirectUrl;
use housekey_domain::page::Paging;
use housekey_domain::redirect_urls;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn list(cx: Cx, request: ListRedirectUrls) -> Result<Listing<RedirectUrl>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            let total_count = counted.then(|| redirect_urls::count(tx)).transpose()?;
            Ok((redirect_urls::list(tx, paging)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(view::redirect_url).collect(), total_count })
}
