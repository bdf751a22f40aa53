use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use housekey_contract::WebhookEndpointId;
use housekey_domain::webhooks;
use maud::{Markup, html};

use super::deliveries::table;
use super::form::{inputs, validation_message};
use super::list::state;
use super::visit::{enter, enter_with_form};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Refusal;
use crate::site::pages::{Page, alert, button, notice};

/// The path parameters: instance and endpoint.
type Place = Path<(String, String)>;

/// Shows an endpoint and its latest deliveries.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let cx = enter(&app, instance, &headers).await?;
    page(&cx, id.into(), StatusCode::OK, &html! {}).await
}

/// Updates an endpoint.
pub(super) async fn update(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, fields) = enter_with_form(&app, instance, &headers, &body).await?;
    let id = WebhookEndpointId::from(id);
    match fields.endpoint() {
        Ok(changes) => {
            let wanted = id.clone();
            cx.write(move |tx| webhooks::update(tx, &wanted, &changes)).await?;
            page(&cx, id, StatusCode::OK, &notice("Saved.")).await
        }
        Err(error) => match validation_message(&error) {
            Some(text) => page(&cx, id, StatusCode::UNPROCESSABLE_ENTITY, &alert(&text)).await,
            None => Err(error.into()),
        },
    }
}

/// Enables or disables an endpoint.
pub(super) async fn switch(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, fields) = enter_with_form(&app, instance, &headers, &body).await?;
    let id = WebhookEndpointId::from(id);
    let (wanted, disabled) = (id.clone(), fields.one("disabled") == "true");
    cx.write(move |tx| webhooks::set_disabled(tx, &wanted, disabled)).await?;
    page(&cx, id, StatusCode::OK, &notice(if disabled { "Disabled." } else { "Enabled." })).await
}

/// Deletes an endpoint.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, _) = enter_with_form(&app, instance, &headers, &body).await?;
    let id = WebhookEndpointId::from(id);
    cx.write(move |tx| webhooks::delete(tx, &id)).await?;
    Ok(Redirect::to(&format!("/webhooks/{}", cx.instance.id())).into_response())
}

/// Shows an endpoint's signing secret.
pub(super) async fn reveal(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, _) = enter_with_form(&app, instance, &headers, &body).await?;
    let id = WebhookEndpointId::from(id);
    let wanted = id.clone();
    let endpoint = cx.read(move |tx| webhooks::get(tx, &wanted)).await?;
    let secret = webhooks::reveal(&endpoint, cx.seal())?.to_text();
    page(&cx, id, StatusCode::OK, &shown(&secret)).await
}

/// Rotates an endpoint's signing secret and shows the new one.
pub(super) async fn rotate(
    State(app): State<Arc<App>>,
    Path((instance, id)): Place,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, _) = enter_with_form(&app, instance, &headers, &body).await?;
    let id = WebhookEndpointId::from(id);
    let (wanted, fresh) = (id.clone(), webhooks::new_secret(&id, cx.seal(), &mut cx.rng()));
    let endpoint = cx.write(move |tx| webhooks::rotate(tx, &wanted, &fresh)).await?;
    let secret = webhooks::reveal(&endpoint, cx.seal())?.to_text();
    page(&cx, id, StatusCode::OK, &shown(&secret)).await
}

fn shown(secret: &str) -> Markup {
    html! { p.notice role="status" { "Signing secret: " code { (secret) } } }
}

async fn page(
    cx: &Cx,
    id: WebhookEndpointId,
    status: StatusCode,
    message: &Markup,
) -> Result<Response, Refusal> {
    let (endpoint, deliveries) =
        cx.read(move |tx| Ok((webhooks::get(tx, &id)?, webhooks::latest_deliveries(tx, &id)?))).await?;
    let base = format!("/webhooks/{}", cx.instance.id());
    let here = format!("{base}/{}", endpoint.id);
    let (switch, disabled) = if endpoint.disabled { ("Enable", "false") } else { ("Disable", "true") };
    Ok(Page::new("Webhook endpoint").status(status).show(html! {
        p { a href=(base) { "All endpoints" } }
        (message)
        p { strong { (endpoint.url) } " is " (state(&endpoint)) "." }
        form method="post" action=(here) { (inputs(&endpoint)) (button("Save")) }
        h2 { "Signing secret" }
        p { "Receivers use this secret to verify signatures. After rotation, messages are also signed with the previous secret for 24 hours." }
        form.inline method="post" action={ (here) "/secret" } { (button("Show")) }
        " "
        form.inline method="post" action={ (here) "/rotate" } { (button("Rotate")) }
        h2 { "Recent deliveries" }
        (table(&here, &deliveries))
        h2 { "Status" }
        form.inline method="post" action={ (here) "/state" } {
            input type="hidden" name="disabled" value=(disabled);
            (button(switch))
        }
        " "
        form.inline method="post" action={ (here) "/delete" } { (button("Delete")) }
    }))
}
