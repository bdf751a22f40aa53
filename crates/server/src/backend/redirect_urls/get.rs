use housekey_contract::RedirectUrlId;
use housekey_contract::object::RedirectUrl;
use housekey_domain::redirect_urls;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, id: RedirectUrlId) -> Result<RedirectUrl> {
    let record = cx.read(move |tx| redirect_urls::get(tx, &id)).await?;
    Ok(view::redirect_url(&record))
}
