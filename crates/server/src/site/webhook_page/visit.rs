use housekey_domain::error::Code;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use housekey_contract::InstanceId;
use housekey_domain::webhooks;
use housekey_store::Requester;
use maud::html;
use serde::Deserialize;

use super::form::Fields;
use crate::app::App;
use crate::cx::Cx;
use crate::error::{Refusal, Result, unknown_path};
use crate::site::pages::{Page, button, from_own_page};

/// The cookie of a browser that redeemed a link.
const COOKIE: &str = "housekey_webhooks";
/// Lifetime of the cookie in seconds: eight hours.
const SECONDS: u32 = 8 * 60 * 60;

/// The query parameters of a link.
#[derive(Deserialize)]
pub(super) struct Followed {
    #[serde(default)]
    key: String,
}

/// The context of a request to an instance's page.
async fn within(app: &Arc<App>, instance: String) -> Result<Cx, Refusal> {
    let now = app.clock.now();
    let instance = app.keyring.by_id(&InstanceId::from(instance), now).await?.ok_or_else(unknown_path)?;
    Ok(Cx::new(Arc::clone(app), instance, Requester::default(), None, now))
}

/// Admits a browser that redeemed a link.
pub(super) async fn enter(app: &Arc<App>, instance: String, headers: &HeaderMap) -> Result<Cx, Refusal> {
    let cx = within(app, instance).await?;
    let key = cookie(headers).ok_or_else(closed)?;
    let may_visit = cx.read(move |tx| webhooks::may_visit(tx, &key)).await?;
    if may_visit { Ok(cx) } else { Err(closed()) }
}

/// Like [`enter`], for a form submitted from a page of this server.
pub(super) async fn enter_with_form(
    app: &Arc<App>,
    instance: String,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<(Cx, Fields), Refusal> {
    from_own_page(headers, &app.public_url)?;
    Ok((enter(app, instance, headers).await?, Fields::read(body)))
}

fn closed() -> Refusal {
    let long = "This link is invalid or has expired. Create a new one with POST /webhooks/svix_url or `housekey webhooks link`.";
    Refusal::new(Code::ResourceForbidden, "link refused", long)
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// A GET does not redeem the link, because link previews follow it too; submitting the form does.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    Query(Followed { key }): Query<Followed>,
) -> Result<Response, Refusal> {
    let cx = within(&app, instance).await?;
    Ok(Page::new("Webhooks").show(html! {
        p { "Manage the webhooks of " strong { (cx.instance.record.application_name) } ". This link can be used only once." }
        form method="post" action={ "/webhooks/" (cx.instance.id()) "/open" } {
            input type="hidden" name="key" value=(key);
            (button("Continue"))
        }
    }))
}

/// Redeems the link and admits the browser for eight hours.
pub(super) async fn open(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    from_own_page(&headers, &app.public_url)?;
    let cx = within(&app, instance).await?;
    let key = Fields::read(&body).one("key");
    let browser = webhooks::new_link(&mut cx.rng());
    let secret = browser.key.clone();
    cx.write(move |tx| webhooks::use_link(tx, &key, &browser)).await?;
    let page = format!("/webhooks/{}", cx.instance.id());
    let secure = if app.public_url.starts_with("https://") { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={secret}; Path={page}; Max-Age={SECONDS}; HttpOnly; SameSite=Strict{secure}");
    let mut response = Redirect::to(&page).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
