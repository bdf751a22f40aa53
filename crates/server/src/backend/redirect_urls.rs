//! Operations on redirect URLs.

use housekey_contract::backend::redirect_urls as operations;
use housekey_contract::backend::redirect_urls::{CreateRedirectUrl, ListRedirectUrls};
use housekey_contract::object::{DeletedObject, RedirectUrl};
use housekey_contract::{Listing, RedirectUrlId};
use housekey_domain::page::Paging;
use housekey_domain::random;
use housekey_domain::redirect_urls::{self, NewRedirectUrl};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Delete, _, _>(delete);
}

async fn list(cx: Cx, request: ListRedirectUrls) -> Result<Listing<RedirectUrl>> {
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

async fn create(cx: Cx, request: CreateRedirectUrl) -> Result<RedirectUrl> {
    let now = cx.now();
    let new = NewRedirectUrl::check(&request, cx.instance.environment())?;
    let id = RedirectUrlId::from(random::id(&mut cx.rng(), now, RedirectUrlId::PREFIX));
    let record = cx.write(move |tx| redirect_urls::create(tx, id.clone(), &new)).await?;
    Ok(view::redirect_url(&record))
}

async fn get(cx: Cx, id: RedirectUrlId) -> Result<RedirectUrl> {
    let record = cx.read(move |tx| redirect_urls::get(tx, &id)).await?;
    Ok(view::redirect_url(&record))
}

async fn delete(cx: Cx, id: RedirectUrlId) -> Result<DeletedObject> {
    let deleted = view::deleted("redirect_url", id.as_str());
    cx.write(move |tx| redirect_urls::delete(tx, &id)).await?;
    Ok(deleted)
}
