//! Errors as HTTP responses.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use housekey_contract::codec::{Invalid, Problem};
use housekey_contract::{ApiError, ApiErrors};
use housekey_domain::error::{self, Error};
use housekey_store::StoreError;
use serde_json::json;

use crate::{oauth, pages};

/// The result of a handler.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error response, before it has a trace id.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    errors: Vec<ApiError>,
    /// Value of `Retry-After`, in seconds.
    retry_after: Option<u64>,
    /// The cause, for the log only.
    cause: Option<String>,
    /// The format.
    voice: Voice,
}

/// The format of an error response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Clerk's envelope.
    #[default]
    Api,
    /// Clerk's envelope, and what is wrong with the access token (RFC 6750).
    Bearer,
    /// OAuth's `error` and `error_description`.
    OAuth,
    /// An HTML page.
    Page,
}

impl Refusal {
    /// A refusal with one error.
    pub fn new(status: StatusCode, code: &str, message: &str, long_message: impl Into<String>) -> Self {
        error::refused(status.as_u16(), code, message, long_message).into()
    }

    /// Says after how many seconds it is worth trying again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Sets the format, which is the API's by default.
    #[must_use]
    pub fn said(self, voice: Voice) -> Self {
        Self { voice, ..self }
    }

    /// An internal server error.
    pub fn internal(cause: impl Into<String>) -> Self {
        let long = "Something went wrong on the server. Its log has more under the trace id of this answer.";
        let refusal =
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_clerk_error", "internal error", long);
        Self { cause: Some(cause.into()), ..refusal }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The first error's code.
    pub fn code(&self) -> &str {
        self.errors.first().map_or("", |error| &error.code)
    }

    /// The long messages of the errors.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.errors.iter().map(|error| error.long_message.as_str())
    }

    /// The cause, for the log.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The response, in its format.
    pub fn response(self, trace_id: &str) -> Response {
        let retry_after = self.retry_after;
        let mut response = match self.voice {
            Voice::Api => self.envelope(trace_id),
            Voice::Bearer => oauth::with_bearer_challenge(self.status, self.envelope(trace_id)),
            Voice::OAuth => oauth::error(self.status, self.code(), self.long_message()),
            Voice::Page => pages::refusal(self.status, self.long_message(), trace_id),
        };
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn long_message(&self) -> &str {
        self.errors.first().map_or("", |error| &error.long_message)
    }

    /// The error envelope that all of Clerk's clients parse.
    fn envelope(self, trace_id: &str) -> Response {
        let envelope = ApiErrors { errors: self.errors, clerk_trace_id: trace_id.to_owned() };
        let body = serde_json::to_vec(&envelope).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { status, errors } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                Self { status, errors, retry_after: None, cause: None, voice: Voice::Api }
            }
            Error::Store(error) => error.into(),
            Error::Internal(cause) => Self::internal(cause),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let unavailable = |long: &str| {
            let refusal = Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "database_unavailable",
                "database unavailable",
                long,
            );
            Self { cause: Some(error.to_string()), ..refusal.retry_after(5) }
        };
        match &error {
            StoreError::Full(_) => unavailable("The server's disk is full. Nothing was changed."),
            StoreError::ReadOnly(_) => {
                unavailable("The server's database can't be written. Nothing was changed.")
            }
            StoreError::Busy(_) | StoreError::Unavailable(_) | StoreError::Closed => {
                unavailable("The server's database can't be reached. Try again.")
            }
            StoreError::Overloaded => {
                let long = "The server has more to do than it can queue. Nothing was begun. Try again.";
                let status = StatusCode::SERVICE_UNAVAILABLE;
                Self::new(status, "service_unavailable", "service unavailable", long).retry_after(2)
            }
            StoreError::Conflict { .. } => {
                let long =
                    "Another request changed the same thing at the same time. Read it again and retry.";
                Self::new(StatusCode::CONFLICT, "conflict", "conflict", long)
            }
            StoreError::Violation(cause) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "form_param_format_invalid",
                "is invalid",
                format!("A value can't be stored: {cause}."),
            ),
            other => Self::internal(other.to_string()),
        }
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        let Invalid { param, problem } = invalid;
        match problem {
            Problem::Unknown => error::unknown(&param),
            Problem::Type(expected) if param.is_empty() => {
                return malformed(format!("The request body must be {expected}."));
            }
            _ if param.is_empty() => return malformed("The request body is missing."),
            Problem::Missing => error::missing(&param),
            Problem::Null => error::blank(&param),
            Problem::Type(expected) => {
                let long = format!("{param} must be {expected}.");
                error::invalid("form_param_type_invalid", &param, "is of the wrong type", long)
            }
            Problem::Value(allowed) => error::not_allowed(&param, &format!("one of {}", allowed.join(", "))),
            Problem::Other(expected) => error::not_allowed(&param, &expected),
        }
        .into()
    }
}

// The edge replaces the extension with a body once the trace id is known.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}

/// A request for a path that is not there.
pub fn unknown_path() -> Refusal {
    let long = "There is no such path. See the README for the operations that this version has.";
    Refusal::new(StatusCode::NOT_FOUND, "resource_not_found", "not found", long)
}

/// A request for a path with a method that it does not have.
pub fn wrong_method() -> Refusal {
    let long = "The path is there, but not with this method.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "method not allowed", long)
}

/// A body that is too large.
pub fn too_large(most: usize) -> Refusal {
    let long = format!("The request's body must not exceed {most} bytes.");
    let error = error::refused(413, "request_body_too_large", "request body too large", long);
    error.with_meta("max_bytes", json!(most)).into()
}

/// A body that is not what it should be.
pub fn malformed(long_message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "request_body_invalid", "request body invalid", long_message)
}

/// A body that does not come to its end.
pub fn too_slow(patience: Duration) -> Refusal {
    let long = format!("The request's body did not arrive within {patience:?}.");
    Refusal::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "request timeout", long)
}
