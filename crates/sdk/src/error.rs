//! Errors of calls.

mod failure;

use std::time::Duration;

use housekey_contract::ApiError;
use http::StatusCode;

pub use failure::{ApiFailure, DecodingFailure, TransportFailure};

/// Any error, as returned by a callback.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed.
///
/// Branch on [`code`](Self::code), [`status`](Self::status) and the `is_…` methods, not on messages.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The client is misconfigured: its key, a URL or a header is invalid.
    #[error("{0}")]
    Configuration(String),
    /// The request is invalid: an empty id, or a value that can't be serialized. Nothing was sent.
    #[error("the request can't be sent: {0}")]
    Request(String),
    /// The callback for the bearer token failed. Nothing was sent.
    #[error("failed to get the bearer token: {0}")]
    Token(#[source] BoxError),
    /// The connection failed. Unless [`TransportFailure::never_connected`] is true, the server may have executed the
    /// request.
    #[error(transparent)]
    Transport(TransportFailure),
    /// An attempt timed out. The server may have executed the request.
    #[error("no response within {after:?}")]
    Timeout {
        /// The attempt's timeout.
        after: Duration,
    },
    /// The response is a success, but its body can't be decoded.
    #[error(transparent)]
    Decoding(Box<DecodingFailure>),
    /// The server returned an error.
    #[error(transparent)]
    Api(Box<ApiFailure>),
}

impl Error {
    /// The errors that the server returned; empty if the failure didn't come from the server.
    pub fn errors(&self) -> &[ApiError] {
        self.api().map_or(&[], |failure| &failure.errors)
    }

    /// The code of the first of the [`errors`](Self::errors), such as `form_identifier_exists`. New codes may appear.
    pub fn code(&self) -> Option<&str> {
        self.errors().first().map(|error| error.code.as_str()).filter(|code| !code.is_empty())
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(failure) => Some(failure.status),
            Self::Decoding(failure) => Some(failure.status),
            _ => None,
        }
    }

    /// The trace id, which identifies the request in the server's log.
    pub fn trace_id(&self) -> Option<&str> {
        self.api()?.trace_id.as_deref()
    }

    /// How long the server asks the client to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.api()?.retry_after
    }

    /// Whether the resource was not found: 404.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether there were too many requests: 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the secret key was rejected: 401.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether an attempt timed out.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// The kind of error as one word, for logs and metrics: `configuration`, `request`, `token`, `transport`,
    /// `timeout`, `decoding` or `api`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Configuration(_) => "configuration",
            Self::Request(_) => "request",
            Self::Token(_) => "token",
            Self::Transport(_) => "transport",
            Self::Timeout { .. } => "timeout",
            Self::Decoding(_) => "decoding",
            Self::Api(_) => "api",
        }
    }

    fn api(&self) -> Option<&ApiFailure> {
        match self {
            Self::Api(failure) => Some(failure),
            _ => None,
        }
    }
}
