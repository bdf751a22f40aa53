use housekey_contract::RedirectUrlId;
use housekey_contract::backend::redirect_urls::CreateRedirectUrl;
use housekey_contract::object::RedirectUrl;
use housekey_domain::random;
use housekey_domain::redirect_urls::{self, NewRedirectUrl};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateRedirectUrl) -> Result<RedirectUrl> {
    let now = cx.now();
    let new = NewRedirectUrl::check(&request, cx.instance.environment())?;
    let id = RedirectUrlId::from(random::id(&mut cx.rng(), now, RedirectUrlId::PREFIX));
    let record = cx.write(move |tx| redirect_urls::create(tx, id.clone(), &new)).await?;
    Ok(view::redirect_url(&record))
}
