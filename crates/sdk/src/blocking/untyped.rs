use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use housekey_contract::{Metadata, Upload};
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RawCall;
use super::worker::Worker;
use crate::{Error, Retry};

/// A request to any path of the API; see [`Client::request`](super::Client::request).
#[must_use = "a request is sent by `send`"]
pub struct UntypedRequest {
    request: crate::UntypedRequest,
    worker: Arc<Worker>,
}

impl UntypedRequest {
    pub(super) fn of(request: crate::UntypedRequest, worker: Arc<Worker>) -> Self {
        Self { request, worker }
    }

    /// Adds the fields of a struct or map to the query; see the async [`query`](crate::UntypedRequest::query).
    pub fn query(self, fields: &impl Serialize) -> Self {
        Self { request: self.request.query(fields), ..self }
    }

    /// Sends `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        Self { request: self.request.json(body), ..self }
    }

    /// Sends multipart form data: the file as the field `file`, and `fields` beside it.
    pub fn form(self, file: &Upload, fields: Metadata) -> Self {
        Self { request: self.request.form(file, fields), ..self }
    }

    /// Overrides the client's retries: [`Retry::none`], or a [`Backoff`](crate::Backoff).
    pub fn retry(self, retry: impl Into<Retry>) -> Self {
        Self { request: self.request.retry(retry), ..self }
    }

    /// Sets the timeout of each attempt, from connecting to the last byte of the answer.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { request: self.request.timeout(timeout), ..self }
    }

    /// Sends the request to another server; see [`ClientBuilder::server`](crate::ClientBuilder::server).
    pub fn server(self, url: impl Into<String>) -> Self {
        Self { request: self.request.server(url), ..self }
    }

    /// Adds a header, or replaces one that the client sends by default.
    pub fn header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        Self { request: self.request.header(name, value), ..self }
    }

    /// Sends the request, waits, and deserializes the JSON that comes back; see the async
    /// [`send`](crate::UntypedRequest::send).
    pub fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.worker.wait(self.request.send())
    }

    /// Returns the response unparsed: status, headers and bytes. A status of 400 or above is then not an error.
    pub fn raw(self) -> RawCall {
        RawCall::of(self.request.raw(), self.worker)
    }
}

impl fmt::Debug for UntypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
