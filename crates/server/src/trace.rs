//! Logs one line per request, under the trace id that the response carries.

use std::time::Instant;

use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use rand::Rng;

use crate::error::Refusal;
use crate::http::NO_SNIFF;
use crate::render;

/// Finishes a response: renders an error body and logs a line. Queries and bodies aren't logged, because they can
/// contain secrets.
pub(crate) fn finish(
    method: &Method,
    path: &str,
    began: Instant,
    refusal: Option<Refusal>,
    response: Response,
) -> Response {
    let (trace_id, milliseconds) = (trace_id(), began.elapsed().as_secs_f64() * 1000.0);
    let response = match refusal {
        None => {
            let status = response.status().as_u16();
            tracing::debug!(%method, path, status, trace_id, milliseconds, "request completed");
            response
        }
        Some(refusal) => {
            let (status, code) = (refusal.status().as_u16(), refusal.code());
            if let Some(cause) = refusal.cause() {
                tracing::error!(%method, path, status, code, trace_id, milliseconds, cause, "request failed");
            } else {
                tracing::info!(%method, path, status, code, trace_id, milliseconds, "request refused");
            }
            with_body(refusal, &trace_id, &response)
        }
    };
    traced(response, &trace_id)
}

/// The whole answer to a request that is refused.
fn with_body(refusal: Refusal, trace_id: &str, kept: &Response) -> Response {
    let mut response = render::refusal(refusal, trace_id);
    for name in [header::ALLOW, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(value) = kept.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    response
}

/// Clients of one kind read the one header, those of another kind the other.
fn traced(mut response: Response, trace_id: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(trace_id) {
        response.headers_mut().insert("clerk-trace-id", value.clone());
        response.headers_mut().insert("x-clerk-trace-id", value);
    }
    response
}

#[expect(clippy::disallowed_methods, reason = "this is the edge, where randomness comes from")]
fn trace_id() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    format!("{:032x}", u128::from_le_bytes(bytes))
}
