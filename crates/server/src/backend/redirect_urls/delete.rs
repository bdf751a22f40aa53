use housekey_contract::RedirectUrlId;
use housekey_contract::object::DeletedObject;
use housekey_domain::redirect_urls;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: RedirectUrlId) -> Result<DeletedObject> {
    let deleted = view::deleted("redirect_url", id.as_str());
    cx.write(move |tx| redirect_urls::delete(tx, &id)).await?;
    Ok(deleted)
}
