//! Tracing: a span for each call, a child span for each attempt, and an event at the end of each attempt.
//!
//! Fields have OpenTelemetry's names where there are any. Ids, queries, bodies and headers are private, so paths are
//! templates.

use std::time::Duration;

use housekey_contract::Meta;
use tracing::field::Empty;
use tracing::{Span, debug_span, info_span};

use crate::server::Server;
use crate::{Error, RawAnswer};

/// The target to filter by.
const TARGET: &str = "housekey_sdk";

/// The span of a call. Its fields are evaluated only if the span is enabled.
pub(crate) fn call(operation: Meta, server: &Server) -> Span {
    info_span!(
        target: TARGET,
        "call",
        otel.name = %operation,
        otel.kind = "client",
        otel.status_code = Empty,
        operation = %operation,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = server.host(),
        server.port = server.port(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
        clerk.trace_id = Empty,
    )
}

/// The span of an attempt: 1 is the first one.
pub(crate) fn attempt(operation: Meta, server: &Server, number: u32) -> Span {
    let span = debug_span!(
        target: TARGET,
        "attempt",
        otel.name = %format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        otel.status_code = Empty,
        operation = %operation,
        attempt = number,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = server.host(),
        server.port = server.port(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
        clerk.trace_id = Empty,
    );
    resent(&span, number);
    span
}

/// Records the number of retries, if there were any.
pub(crate) fn resent(span: &Span, attempts: u32) {
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
}

/// Records the outcome of a call or an attempt.
pub(crate) fn ended(span: &Span, outcome: &Result<RawAnswer, Error>) {
    if span.is_disabled() {
        return;
    }
    match outcome {
        Ok(answer) => {
            span.record("http.response.status_code", answer.status.as_u16());
            span.record("clerk.trace_id", answer.trace_id());
            if !answer.status.is_success() {
                span.record("otel.status_code", "ERROR").record("error.type", answer.status.as_str());
            }
        }
        Err(error) => {
            span.record("otel.status_code", "ERROR").record("error.type", error.kind());
        }
    }
}

/// Logs the outcome of an attempt.
pub(crate) fn log(operation: Meta, attempt: u32, took: Duration, outcome: &Result<RawAnswer, Error>) {
    let (method, path) = (operation.method.as_str(), operation.path);
    match outcome {
        Ok(answer) => {
            let (status, trace_id) = (answer.status.as_u16(), answer.trace_id());
            tracing::debug!(target: TARGET, method, path, attempt, ?took, status, trace_id, "answered");
        }
        Err(error) => tracing::debug!(target: TARGET, method, path, attempt, ?took, %error, "failed"),
    }
}
