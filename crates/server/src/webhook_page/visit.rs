use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use housekey_contract::InstanceId;
use housekey_domain::webhooks;
use housekey_store::Requester;
use maud::html;
use serde::Deserialize;

use super::form::Fields;
use crate::app::App;
use crate::auth::by_id;
use crate::cx::Cx;
use crate::error::{Refusal, Result, unknown_path};
use crate::pages::{Page, button, from_own_page};

/// The cookie of a browser that used a link.
const COOKIE: &str = "housekey_webhooks";
/// For how many seconds the browser keeps it.
const SECONDS: u32 = 8 * 60 * 60;

/// A link as it is followed.
#[derive(Deserialize)]
pub(super) struct Followed {
    #[serde(default)]
    key: String,
}

/// What everything on the page happens within.
async fn within(app: &Arc<App>, instance: String) -> Result<Cx, Refusal> {
    let now = app.clock.now();
    let instance = by_id(app, &InstanceId::from(instance), now).await?.ok_or_else(unknown_path)?;
    Ok(Cx::new(Arc::clone(app), instance, Requester::default(), None, now))
}

/// Lets a browser in that used a link.
pub(super) async fn enter(app: &Arc<App>, instance: String, headers: &HeaderMap) -> Result<Cx, Refusal> {
    let cx = within(app, instance).await?;
    let now = cx.now();
    let key = cookie(headers).ok_or_else(closed)?;
    let may_visit = cx.read(move |tx| webhooks::may_visit(tx, now, &key)).await?;
    if may_visit { Ok(cx) } else { Err(closed()) }
}

/// Lets a form in that a page of this server sent.
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
    let long =
        "Open the page with a new link: POST /webhooks/svix_url makes one, or `housekey webhooks link`.";
    Refusal::new(StatusCode::FORBIDDEN, "svix_link_invalid", "link refused", long)
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// A link uses itself up by a button, since programs that look at links in advance press none.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    Query(Followed { key }): Query<Followed>,
) -> Result<Response, Refusal> {
    let cx = within(&app, instance).await?;
    Ok(Page::new("Webhooks").show(html! {
        p { "The webhooks of " strong { (cx.instance.record.application_name) } ". This link works once." }
        form method="post" action={ "/webhooks/" (cx.instance.id()) "/open" } {
            input type="hidden" name="key" value=(key);
            (button("Open"))
        }
    }))
}

/// Lets the browser in, for eight hours.
pub(super) async fn open(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    from_own_page(&headers, &app.public_url)?;
    let cx = within(&app, instance).await?;
    let (now, key) = (cx.now(), Fields::read(&body).one("key"));
    let browser = webhooks::new_link(&mut cx.rng());
    let secret = browser.key.clone();
    cx.write(move |tx| webhooks::use_link(tx, now, &key, &browser)).await?;
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
