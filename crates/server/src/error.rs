//! Errors as HTTP responses.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use housekey_contract::ApiError;
use housekey_contract::codec::{Invalid, Problem};
use housekey_domain::error::{self, Code, Error};
use housekey_store::StoreError;
use serde_json::json;

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
    format: Format,
}

/// The format of an error response; `render.rs` writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
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
    pub fn new(code: Code, message: &str, long_message: impl Into<String>) -> Self {
        error::refused(code, message, long_message).into()
    }

    /// A refusal with any status and code, for faults that a test injects.
    pub fn injected(status: StatusCode, error: ApiError) -> Self {
        Self { status, errors: vec![error], retry_after: None, cause: None, format: Format::Api }
    }

    /// Says after how many seconds it is worth trying again.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Sets the format, which is the API's by default.
    #[must_use]
    pub fn in_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// An internal server error.
    pub fn internal(cause: impl Into<String>) -> Self {
        let long = "Something went wrong on the server. Details are in the server's log under this response's trace id.";
        let refusal = Self::new(Code::InternalClerkError, "internal error", long);
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

    /// Value of `Retry-After`, in seconds.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    /// The format.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// The errors, for Clerk's envelope.
    pub(crate) fn into_errors(self) -> Vec<ApiError> {
        self.errors
    }

    /// The first error's message for people.
    pub(crate) fn long_message(&self) -> &str {
        self.errors.first().map_or("", |error| &error.long_message)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { status, errors, .. } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                Self { status, errors, retry_after: None, cause: None, format: Format::Api }
            }
            Error::Store(error) => error.into(),
            Error::Internal(cause) => Self::internal(cause),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let unavailable = |long: &str| {
            let refusal = Self::new(Code::ServiceUnavailable, "database unavailable", long);
            Self { cause: Some(error.to_string()), ..refusal.with_retry_after(5) }
        };
        match &error {
            StoreError::Full(_) => unavailable("The server's disk is full. No changes were made."),
            StoreError::ReadOnly(_) => {
                unavailable("The server's database is read-only. No changes were made.")
            }
            StoreError::Busy(_) | StoreError::Unavailable(_) | StoreError::Closed => {
                unavailable("The server's database is unavailable. Try again.")
            }
            StoreError::Overloaded => {
                let long = "The server is overloaded. No changes were made. Try again.";
                Self::new(Code::ServiceUnavailable, "service unavailable", long).with_retry_after(2)
            }
            StoreError::Conflict { .. } => {
                let long =
                    "The resource was modified by another request at the same time. Reload it and try again.";
                Self::new(Code::Conflict, "conflict", long)
            }
            StoreError::Violation(cause) => Self::new(
                Code::FormParamFormatInvalid,
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
                error::invalid(Code::FormParamTypeInvalid, &param, "is of the wrong type", long)
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
    let long = "This path doesn't exist. The README lists the supported operations.";
    Refusal::new(Code::ResourceNotFound, "not found", long)
}

/// A request for a path with a method that it does not have.
pub fn wrong_method() -> Refusal {
    let long = "This path doesn't support the request's method.";
    Refusal::new(Code::MethodNotAllowed, "method not allowed", long)
}

/// A body that is too large.
pub fn too_large(most: usize) -> Refusal {
    let long = format!("The request body must not exceed {most} bytes.");
    let error = error::refused(Code::RequestBodyTooLarge, "request body too large", long);
    error.with_meta("max_bytes", json!(most)).into()
}

/// A body that is not what it should be.
pub fn malformed(long_message: impl Into<String>) -> Refusal {
    Refusal::new(Code::RequestBodyInvalid, "request body invalid", long_message)
}

/// A body that does not come to its end.
pub fn too_slow(patience: Duration) -> Refusal {
    let long = format!("The request body did not arrive within {patience:?}.");
    Refusal::new(Code::RequestTimeout, "request timeout", long)
}
