//! Refusals in the form that their reader understands.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use housekey_contract::ApiErrors;

use crate::error::{Format, Refusal};
use crate::site::{oauth, pages};

/// The whole answer to a request that is refused.
pub fn refusal(refusal: Refusal, trace_id: &str) -> Response {
    let (status, retry_after) = (refusal.status(), refusal.retry_after());
    let mut response = match refusal.format() {
        Format::Api => envelope(refusal, trace_id),
        Format::Bearer => oauth::with_bearer_challenge(status, envelope(refusal, trace_id)),
        Format::OAuth => oauth::error(status, refusal.code(), refusal.long_message()),
        Format::Page => pages::refusal(status, refusal.long_message(), trace_id),
    };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The envelope that all of Clerk's clients read.
fn envelope(refusal: Refusal, trace_id: &str) -> Response {
    let status = refusal.status();
    let envelope = ApiErrors { errors: refusal.into_errors(), clerk_trace_id: trace_id.to_owned() };
    let mut response = Response::new(Body::from(serde_json::to_vec(&envelope).unwrap_or_default()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
