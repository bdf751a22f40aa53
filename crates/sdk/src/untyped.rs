//! Requests to operations that the SDK has no method for.

use std::fmt;
use std::time::Duration;

use housekey_contract::{Meta, Metadata, Method, Upload, codec};
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::call::Options;
use crate::outgoing::{Outgoing, Payload};
use crate::{Client, Error, RawCall, Retry};

/// A request to any path of the API; [`Client::request`] makes it and [`send`](Self::send) sends it.
#[must_use = "a request is sent by `send`"]
pub struct UntypedRequest {
    client: Client,
    outgoing: Result<Outgoing, Error>,
    options: Options,
}

/// Stands for the operation in spans and hooks. The path may contain ids, so it isn't shown.
const fn meta(method: Method) -> Meta {
    Meta { resource: "Untyped", name: "request", method, path: "/{path}", deprecated: false }
}

impl UntypedRequest {
    pub(crate) fn new(client: Client, method: Method, path: &str) -> Self {
        let outgoing = Outgoing::to_path(meta(method), path);
        Self { client, outgoing, options: Options::default() }
    }

    /// Adds the fields of a struct or map to the query. An array is a repeated key; fields that are `None` are left out.
    pub fn query(self, fields: &impl Serialize) -> Self {
        let query = codec::fields(fields).map(|fields| codec::to_query(&fields));
        self.change(|outgoing| {
            outgoing.add_query(&query?);
            Ok(())
        })
    }

    /// Sends `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        let json = serde_json::to_vec(body);
        self.change(|outgoing| {
            outgoing.payload = Payload::Json(json?.into());
            Ok(())
        })
    }

    /// Sends multipart form data: the file as the field `file`, and `fields` beside it.
    pub fn form(self, file: &Upload, fields: Metadata) -> Self {
        self.change(|outgoing| {
            outgoing.payload = Payload::file(file, fields);
            Ok(())
        })
    }

    /// Overrides the client's retries: [`Retry::none`], or a [`Backoff`](crate::Backoff).
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.retry = Some(retry.into());
        self
    }

    /// Sets the timeout of each attempt, from connecting to the last byte of the answer.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sends the request to another server; see [`ClientBuilder::server`](crate::ClientBuilder::server).
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.options.server = Some(url.into());
        self
    }

    /// Adds a header, or replaces one that the client sends by default.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.options.header(name, value);
        self
    }

    /// Sends the request and deserializes the JSON that comes back. An empty body deserializes as null, so `T` can be `()`
    /// where the API answers 204.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.raw().await?.json()
    }

    /// Returns the response unparsed: status, headers and bytes. A status of 400 or above is then not an error.
    pub fn raw(self) -> RawCall {
        RawCall { client: self.client, outgoing: self.outgoing, options: self.options }
    }

    /// Changes the request, unless it is already known to be invalid.
    fn change(mut self, change: impl FnOnce(&mut Outgoing) -> Result<(), codec::EncodeError>) -> Self {
        if let Ok(outgoing) = &mut self.outgoing
            && let Err(error) = change(outgoing)
        {
            self.outgoing = Err(Error::Request(error.to_string()));
        }
        self
    }
}

// The path may contain ids, and the body passwords.
impl fmt::Debug for UntypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedRequest").finish_non_exhaustive()
    }
}
