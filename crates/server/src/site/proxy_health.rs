//! Health check for proxies of the Frontend API.

use housekey_domain::error::Code;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use housekey_contract::DomainId;
use housekey_domain::domains;
use housekey_domain::random::hash_token;
use housekey_store::{Tx, instances};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::error::{Refusal, Result};

/// The domain whose proxy is checked.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    domain_id: String,
}

/// Headers added by the proxy.
struct Added {
    proxy_url: String,
    secret_key: String,
    forwarded_for: String,
}

/// `GET /v1/proxy-health`: whether the proxy adds the required headers and serves this domain.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    Router::new().route("/v1/proxy-health", get(health)).with_state(Arc::clone(app))
}

async fn health(
    State(app): State<Arc<App>>,
    Query(Asked { domain_id }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let added = added(&headers)?;
    let (digest, domain) = (hash_token(&added.secret_key), DomainId::from(domain_id));
    let moment = app.moment();
    let known = app
        .db
        .read(move |tx| {
            let Some(instance) = instances::find_by_key(tx, &digest)? else { return Ok(None) };
            let domain = domains::get(&mut Tx::new(tx, &instance.id, moment), &domain);
            domain.map(Some)
        })
        .await;
    let unhealthy = |message: &str| json!({ "status": "unhealthy", "message": message });
    let body = match known {
        Ok(Some(domain)) if domain.proxy_url.as_ref().is_none_or(|url| *url == added.proxy_url) => {
            json!({ "status": "healthy", "x_forwarded_for": added.forwarded_for })
        }
        Ok(Some(_)) => unhealthy("Clerk-Proxy-Url is not the domain's proxy_url."),
        Ok(None) => unhealthy("Clerk-Secret-Key is not a secret key of this server."),
        Err(housekey_domain::error::Error::Refused { .. }) => {
            unhealthy("The secret key's instance has no domain with this domain_id.")
        }
        Err(error) => return Err(error.into()),
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], Json(body).0.to_string()).into_response())
}

fn added(headers: &HeaderMap) -> Result<Added, Refusal> {
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.filter(|value| !value.is_empty()).map(str::to_owned).ok_or_else(|| missing(name))
    };
    Ok(Added {
        proxy_url: header("Clerk-Proxy-Url")?.trim_end_matches('/').to_owned(),
        secret_key: header("Clerk-Secret-Key")?,
        forwarded_for: header("X-Forwarded-For")?,
    })
}

fn missing(name: &str) -> Refusal {
    let long = format!("The proxy must add the header {name} to every request to the Frontend API.");
    Refusal::new(Code::BadRequest, "missing header", long)
}
