use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use housekey_domain::webhooks;
use housekey_store::webhooks::EndpointRecord;
use maud::html;

use super::form::{inputs, validation_message};
use super::visit::{enter, enter_with_form};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Refusal;
use crate::site::pages::{Page, alert, button};

/// Lists the endpoints, with a form to add one.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    page(&enter(&app, instance, &headers).await?, StatusCode::OK, None).await
}

/// Adds an endpoint.
pub(super) async fn add(
    State(app): State<Arc<App>>,
    Path(instance): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (cx, fields) = enter_with_form(&app, instance, &headers, &body).await?;
    let added = match fields.endpoint() {
        Ok(changes) => {
            let endpoint = changes.into_endpoint(cx.seal(), cx.now(), &mut cx.rng());
            let id = endpoint.id.clone();
            cx.write(move |tx| webhooks::create(tx, &endpoint)).await.map(|()| id)
        }
        Err(error) => Err(error),
    };
    match added {
        Ok(id) => Ok(Redirect::to(&format!("/webhooks/{}/{id}", cx.instance.id())).into_response()),
        Err(error) => match validation_message(&error) {
            Some(text) => page(&cx, StatusCode::UNPROCESSABLE_ENTITY, Some(&text)).await,
            None => Err(error.into()),
        },
    }
}

async fn page(cx: &Cx, status: StatusCode, problem: Option<&str>) -> Result<Response, Refusal> {
    let endpoints = cx.read(webhooks::list).await?;
    let base = format!("/webhooks/{}", cx.instance.id());
    Ok(Page::new("Webhooks").status(status).show(html! {
        @if let Some(problem) = problem { (alert(problem)) }
        p { "Endpoints that receive events from " (cx.instance.record.application_name) "." }
        @if endpoints.is_empty() { p { "No endpoints yet." } } @else {
            div.scroll { table {
                thead { tr { th scope="col" { "URL" } th scope="col" { "Description" } th scope="col" { "Status" } } }
                tbody {
                    @for endpoint in &endpoints {
                        tr {
                            td { a href={ (base) "/" (endpoint.id) } { (endpoint.url) } }
                            td { (endpoint.description) }
                            td { (state(endpoint)) }
                        }
                    }
                }
            } }
        }
        h2 { "Add an endpoint" }
        form method="post" action=(base) { (inputs(&EndpointRecord::default())) (button("Add endpoint")) }
    }))
}

/// The status of an endpoint.
pub(super) fn state(endpoint: &EndpointRecord) -> &'static str {
    match (endpoint.disabled, endpoint.failing_since) {
        (true, _) => "disabled",
        (false, Some(_)) => "failing",
        (false, None) => "enabled",
    }
}
