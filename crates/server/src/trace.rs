//! Logs one line per request, with a trace id that is also reported to the client on errors.

use std::time::Instant;

use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use rand::Rng;

use crate::edge::NO_SNIFF;
use crate::error::Refusal;

/// Finishes a response: renders an error body and logs a line. Queries and bodies aren't logged, because they can
/// contain secrets.
pub(crate) fn finish(
    method: &Method,
    path: &str,
    began: Instant,
    refusal: Option<Refusal>,
    response: Response,
) -> Response {
    let Some(refusal) = refusal else {
        let (status, milliseconds) = (response.status().as_u16(), began.elapsed().as_secs_f64() * 1000.0);
        tracing::debug!(%method, path, status, milliseconds, "request completed");
        return response;
    };
    let trace_id = trace_id();
    let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
    let (status, code) = (refusal.status().as_u16(), refusal.code());
    if let Some(cause) = refusal.cause() {
        tracing::error!(%method, path, status, code, trace_id, milliseconds, cause, "request failed");
    } else {
        tracing::info!(%method, path, status, code, trace_id, milliseconds, "request refused");
    }
    let kept = response;
    let mut response = refusal.response(&trace_id);
    for name in [header::ALLOW, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(value) = kept.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if let Ok(value) = HeaderValue::from_str(&trace_id) {
        response.headers_mut().insert("x-clerk-trace-id", value);
    }
    response.headers_mut().insert("x-content-type-options", NO_SNIFF);
    response
}

#[expect(clippy::disallowed_methods, reason = "this is the edge, where randomness comes from")]
fn trace_id() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    format!("{:032x}", u128::from_le_bytes(bytes))
}
