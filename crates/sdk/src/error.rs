//! What can go wrong with a call.

mod failure;

use std::time::Duration;

use housekey_contract::ApiError;
use http::StatusCode;

pub use failure::{ApiFailure, DecodingFailure, TransportFailure};

/// Any error, as a callback may return it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed.
///
/// Branch on [`code`](Self::code), [`status`](Self::status) and the `is_…` questions, not on texts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The client is set up wrongly: its key, a URL, a header.
    #[error("{0}")]
    Configuration(String),
    /// The request can't be written: an empty id, a value that has no form in JSON. Nothing was sent.
    #[error("the request can't be sent: {0}")]
    Request(String),
    /// The application's callback gave no bearer token. Nothing was sent.
    #[error("there is no bearer token: {0}")]
    Token(#[source] BoxError),
    /// The connection failed. Unless [`TransportFailure::never_connected`], the server may have done what was
    /// asked.
    #[error(transparent)]
    Transport(TransportFailure),
    /// An attempt took too long. The server may have done what was asked.
    #[error("no answer within {after:?}")]
    Timeout {
        /// What was allowed for one attempt.
        after: Duration,
    },
    /// A success whose body is of another shape than expected.
    #[error(transparent)]
    Decoding(Box<DecodingFailure>),
    /// The server refused.
    #[error(transparent)]
    Api(Box<ApiFailure>),
}

impl Error {
    /// What the server found wrong; empty when it was not the server.
    pub fn errors(&self) -> &[ApiError] {
        self.api().map_or(&[], |failure| &failure.errors)
    }

    /// The code of the first of [`errors`](Self::errors), such as `form_identifier_exists`. An open set.
    pub fn code(&self) -> Option<&str> {
        self.errors().first().map(|error| error.code.as_str()).filter(|code| !code.is_empty())
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(failure) => Some(failure.status),
            Self::Decoding(failure) => Some(failure.status),
            _ => None,
        }
    }

    /// What names this one request in the server's log.
    pub fn trace_id(&self) -> Option<&str> {
        self.api()?.trace_id.as_deref()
    }

    /// For how long the server asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        self.api()?.retry_after
    }

    /// Whether what was asked for is not there: 404.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether there were too many requests: 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the secret key was not accepted: 401.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether an attempt took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// What kind of error it is, in one word, for logs and metrics: `configuration`, `request`, `token`, `transport`,
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
