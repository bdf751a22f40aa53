use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use housekey_contract::ApiError;
use housekey_contract::codec::DecodeError;
use http::StatusCode;

use crate::platform;

/// How many characters of a body are included in a message.
const EXCERPT: usize = 200;

/// An error response.
#[derive(Clone)]
pub struct ApiFailure {
    /// The status.
    pub status: StatusCode,
    /// The errors. Empty if the response isn't in the API's format, for example if it comes from a proxy.
    pub errors: Vec<ApiError>,
    /// The trace id, which identifies the request in the server's log.
    pub trace_id: Option<String>,
    /// How long the server asks the client to wait.
    pub retry_after: Option<Duration>,
    /// The body as received.
    pub body: Bytes,
}

impl fmt::Display for ApiFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        for (index, error) in self.errors.iter().enumerate() {
            let text = if error.long_message.is_empty() { &error.message } else { &error.long_message };
            write!(f, "{} {}: {text}", if index == 0 { ":" } else { ";" }, error.code)?;
            if let Some(param) = error.param_name() {
                write!(f, " ({param})")?;
            }
        }
        if self.errors.is_empty() && !self.body.is_empty() {
            write!(f, ": {}", excerpt(&self.body))?;
        }
        match &self.trace_id {
            Some(trace_id) => write!(f, " [trace {trace_id}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ApiFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiFailure")
            .field("status", &self.status)
            .field("errors", &self.errors)
            .field("trace_id", &self.trace_id)
            .field("retry_after", &self.retry_after)
            .field("body", &excerpt(&self.body))
            .finish()
    }
}

impl std::error::Error for ApiFailure {}

/// A success whose body can't be decoded.
#[derive(thiserror::Error)]
#[error("{status}, but {error}")]
pub struct DecodingFailure {
    /// The status.
    pub status: StatusCode,
    /// The decoding error.
    pub error: DecodeError,
    /// The body as received. It may contain secrets, so neither `Display` nor `Debug` shows it.
    pub body: Bytes,
}

impl DecodingFailure {
    /// The path of the invalid value in the body, such as `data[2].email_addresses`. Empty for the whole body, and if it
    /// isn't JSON.
    pub fn path(&self) -> &str {
        match &self.error {
            DecodeError::Shape(invalid) => &invalid.param,
            DecodeError::Syntax(_) => "",
        }
    }
}

impl fmt::Debug for DecodingFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodingFailure")
            .field("status", &self.status)
            .field("error", &self.error)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The connection failed before the response was complete.
#[derive(Debug)]
pub struct TransportFailure {
    source: reqwest::Error,
}

impl TransportFailure {
    pub(crate) fn new(source: reqwest::Error) -> Self {
        // The query may contain personal data, which doesn't belong in logs.
        Self { source: source.without_url() }
    }

    /// Whether no connection was established, so that nothing was sent.
    pub fn never_connected(&self) -> bool {
        platform::never_connected(&self.source)
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.never_connected() {
            "failed to connect to the server"
        } else {
            "the connection was lost"
        };
        let mut cause: &dyn std::error::Error = &self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, "{what}: {cause}")
    }
}

impl std::error::Error for TransportFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
