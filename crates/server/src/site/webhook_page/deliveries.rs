use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use housekey_contract::{Millis, WebhookDeliveryId, WebhookEndpointId};
use housekey_domain::random;
use housekey_domain::webhooks;
use housekey_store::webhooks::{Attempt, DeliveryRecord};
use maud::{Markup, html};

use super::visit::{enter, enter_with_form};
use crate::app::App;
use crate::error::Refusal;
use crate::site::pages::{Page, button};

/// The latest deliveries to an endpoint.
pub(super) fn table(here: &str, deliveries: &[DeliveryRecord]) -> Markup {
    html! {
        @if deliveries.is_empty() { p { "No deliveries yet." } } @else {
            div.scroll { table {
                thead { tr { th scope="col" { "Message" } th scope="col" { "Created" } th scope="col" { "Attempts" } th scope="col" { "Last response" } } }
                tbody {
                    @for delivery in deliveries {
                        tr {
                            td { a href={ (here) "/deliveries/" (delivery.id) } { (delivery.message_id) } }
                            td { (time(delivery.created_at)) }
                            td { (delivery.attempts.len()) }
                            td { (delivery.attempts.last().map_or_else(|| "pending".to_owned(), answer)) }
                        }
                    }
                }
            } }
        }
    }
}

fn answer(attempt: &Attempt) -> String {
    attempt.status.map_or_else(|| attempt.answer.clone(), |status| status.to_string())
}

/// Formats a time as RFC 3339 in UTC.
fn time(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

/// Shows a delivery: the request and the response to each attempt.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path((instance, endpoint, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let cx = enter(&app, instance, &headers).await?;
    let endpoint = WebhookEndpointId::from(endpoint);
    let (wanted, id) = (endpoint.clone(), WebhookDeliveryId::from(id));
    let (delivery, message) = cx.read(move |tx| webhooks::delivery(tx, &wanted, &id)).await?;
    let body = webhooks::open_body(&message, cx.seal())?;
    let here = format!("/webhooks/{}/{endpoint}", cx.instance.id());
    Ok(Page::new(message.kind.as_str()).show(html! {
        p { a href=(here) { "Back to endpoint" } }
        h2 { "Request" }
        p { "svix-id: " code { (message.id) } }
        pre { (pretty(&body)) }
        h2 { "Attempts" }
        @if delivery.attempts.is_empty() { p { "No attempts yet." } }
        @for attempt in &delivery.attempts {
            h3 { (time(attempt.at)) ", " (attempt.took) " ms" }
            @if let Some(status) = attempt.status { p { "Status " (status) } } @else { p { "No response" } }
            pre { (attempt.answer) }
        }
        form method="post" action={ (here) "/replay" } {
            input type="hidden" name="message" value=(message.id);
            (button("Resend"))
        }
    }))
}

fn pretty(body: &[u8]) -> String {
    let value: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    let pretty = value.and_then(|value| serde_json::to_string_pretty(&value).ok());
    pretty.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned())
}

/// Sends a message to an endpoint again.
pub(super) async fn replay(
    State(app): State<Arc<App>>,
    Path((instance, endpoint)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, fields) = enter_with_form(&app, instance, &headers, &body).await?;
    let (now, endpoint) = (cx.now(), WebhookEndpointId::from(endpoint));
    let id = WebhookDeliveryId::from(random::id(&mut cx.rng(), now, WebhookDeliveryId::PREFIX));
    let (wanted, message) = (endpoint.clone(), fields.one("message").into());
    cx.write(move |tx| webhooks::replay(tx, id.clone(), &wanted, &message)).await?;
    Ok(Redirect::to(&format!("/webhooks/{}/{endpoint}", cx.instance.id())).into_response())
}
