//! A call of an operation.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use housekey_contract::Operation;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::outgoing::Outgoing;
use crate::{Client, Error, RawAnswer, Retry, transport};

/// The future of a call.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// A call that is ready to be sent. Await it to send it; the methods override the client's settings for this call.
///
/// ```no_run
/// # use std::time::Duration;
/// # use housekey_sdk::{Client, Retry};
/// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
/// let user = client.users().get("user_123").await?;
/// let user = client.users().ban("user_123").timeout(Duration::from_secs(2)).retry(Retry::none()).await?;
/// # Ok(()) }
/// ```
#[must_use = "a call is sent when it is awaited"]
pub struct Call<O> {
    pub(crate) client: Client,
    pub(crate) operation: O,
    pub(crate) options: Options,
}

/// Overrides of the client's settings.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) retry: Option<Retry>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) server: Option<String>,
    pub(crate) headers: HeaderMap,
    /// What is wrong with the overrides; returned when the call is sent.
    pub(crate) invalid: Option<String>,
}

impl Options {
    pub(crate) fn header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.invalid = Some("invalid header name".to_owned()),
            (Ok(name), Err(_)) => {
                self.invalid = Some(format!("invalid value for the header `{name}`"));
            }
        }
    }
}

impl<O: Operation> Call<O> {
    pub(crate) fn new(client: Client, operation: O) -> Self {
        Self { client, operation, options: Options::default() }
    }

    /// Overrides the client's retries: [`Retry::none`], or a [`Backoff`](crate::Backoff).
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.retry = Some(retry.into());
        self
    }

    /// Sets the timeout of each attempt, up to the last byte of the response.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sends this call to another server; see [`ClientBuilder::server`](crate::ClientBuilder::server).
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

    /// Returns the response unparsed: status, headers and bytes. A status of 400 or above is then not an error.
    pub fn raw(self) -> RawCall {
        RawCall { client: self.client, outgoing: Outgoing::of(&self.operation), options: self.options }
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Answer, Error>;
    type IntoFuture = Pending<O::Answer>;

    fn into_future(self) -> Self::IntoFuture {
        let raw = self.raw();
        Box::pin(async move { raw.send().await?.read() })
    }
}

/// A call that returns the response unparsed; see [`Call::raw`].
#[must_use = "a call is sent when it is awaited"]
pub struct RawCall {
    pub(crate) client: Client,
    pub(crate) outgoing: Result<Outgoing, Error>,
    pub(crate) options: Options,
}

impl RawCall {
    async fn send(self) -> Result<RawAnswer, Error> {
        if let Some(invalid) = self.options.invalid {
            return Err(Error::Configuration(invalid));
        }
        transport::exchange(self.client.settings()?, &self.outgoing?, &self.options).await
    }
}

impl IntoFuture for RawCall {
    type Output = Result<RawAnswer, Error>;
    type IntoFuture = Pending<RawAnswer>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

// Requests may contain passwords, and headers tokens.
impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &format_args!("{}.{}", O::META.resource, O::META.name))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall").finish_non_exhaustive()
    }
}
