//! Unparsed responses.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use housekey_contract::codec::DecodeError;
use housekey_contract::{Answer, ApiErrors};
use http::header::{DATE, HeaderMap, RETRY_AFTER};
use http::{HeaderName, StatusCode};
use serde::de::DeserializeOwned;

use crate::Error;
use crate::error::{ApiFailure, DecodingFailure};
use crate::platform;

/// An unparsed response with any status; see [`Call::raw`](crate::Call::raw).
#[derive(Clone)]
pub struct RawAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RawAnswer {
    /// Decodes the response as `A`, such as [`User`](crate::User).
    ///
    /// # Errors
    /// [`Error::Api`] if the status is not a success, [`Error::Decoding`] if the body doesn't fit `A`.
    pub fn read<A: Answer>(&self) -> Result<A, Error> {
        A::decode(self.success()?).map_err(|error| self.unreadable(error))
    }

    /// Deserializes the JSON of a success as any type. An empty body deserializes as null.
    ///
    /// # Errors
    /// [`Error::Api`] if the status is not a success, [`Error::Decoding`] if the body does not fit the type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let body = self.success()?;
        let json = if body.is_empty() { b"null" } else { body };
        housekey_contract::codec::answer(json).map_err(|error| self.unreadable(error))
    }

    /// How long the server asks the client to wait: `Retry-After`, in seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.header(RETRY_AFTER)?;
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let until = httpdate::parse_http_date(text).ok()?;
        Some(until.duration_since(self.sent_at()).unwrap_or_default())
    }

    /// The trace id, which identifies the request in the server's log.
    pub fn trace_id(&self) -> Option<&str> {
        // If a response comes from Clerk's edge instead of the API, it has the edge's id.
        self.header(HeaderName::from_static("x-clerk-trace-id"))
            .or_else(|| self.header(HeaderName::from_static("cf-ray")))
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// The time according to the server, if it sends one: its dates refer to its own clock.
    fn sent_at(&self) -> SystemTime {
        self.header(DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or_else(platform::now)
    }

    /// The body, if the status is a success.
    fn success(&self) -> Result<&[u8], Error> {
        if self.status.is_success() { Ok(&self.body) } else { Err(Error::Api(Box::new(self.failure()))) }
    }

    fn unreadable(&self, error: DecodeError) -> Error {
        Error::Decoding(Box::new(DecodingFailure { status: self.status, error, body: self.body.clone() }))
    }

    fn failure(&self) -> ApiFailure {
        let envelope: ApiErrors = housekey_contract::codec::answer(&self.body).unwrap_or_default();
        let trace_id = (!envelope.clerk_trace_id.is_empty()).then_some(envelope.clerk_trace_id);
        ApiFailure {
            status: self.status,
            errors: envelope.errors,
            trace_id: trace_id.or_else(|| self.trace_id().map(ToOwned::to_owned)),
            retry_after: self.retry_after(),
            body: self.body.clone(),
        }
    }
}

// Bodies may contain tokens, and headers cookies.
impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn after(retry_after: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:30 GMT"));
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        RawAnswer { status: StatusCode::TOO_MANY_REQUESTS, headers, body: Bytes::new() }.retry_after()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_by_the_clock_of_the_server() {
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::from_secs(7)));
        assert_eq!(after("Sun, 06 Nov 1994 08:49:00 GMT"), Some(Duration::ZERO));
        assert_eq!(after("soon"), None);
    }
}
