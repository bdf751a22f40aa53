//! SAML endpoints for identity providers.

use housekey_domain::error::Code;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use housekey_contract::SamlConnectionId;
use housekey_domain::saml_connections::{ServiceProvider, get_anywhere};

use crate::app::App;
use crate::error::{Refusal, unknown_path};
use crate::http::NO_SNIFF;

/// `GET /v1/saml/metadata/{id}.xml`: the metadata of this service provider. `POST /v1/saml/acs/{id}`: the Assertion
/// Consumer Service.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/v1/saml/metadata/{file}", get(metadata))
        .route("/v1/saml/acs/{id}", post(answer))
        .with_state(Arc::clone(app))
}

async fn metadata(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Refusal> {
    let id = SamlConnectionId::from(file.strip_suffix(".xml").ok_or_else(unknown_path)?);
    let moment = app.moment();
    let connection = app.db.read(move |tx| get_anywhere(tx, moment, &id)).await?;
    let xml = ServiceProvider::of(&app.public_url, &connection.id).xml();
    let headers =
        [(header::CONTENT_TYPE, "application/samlmetadata+xml"), (header::CACHE_CONTROL, "max-age=3600")];
    let mut response = (headers, xml).into_response();
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    Ok(response)
}

/// Connections can't be activated yet, so there are no pending requests and responses are rejected unread.
async fn answer(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = SamlConnectionId::from(id);
    let moment = app.moment();
    app.db.read(move |tx| get_anywhere(tx, moment, &id)).await?;
    let long = "This version of the server doesn't support signing in with SAML yet.";
    Err(Refusal::new(Code::SamlConnectionNotFound, "not supported", long))
}
