use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use housekey_contract::Operation;
use http::header::{HeaderName, HeaderValue};

use super::listing::{Items, Pages};
use super::worker::Worker;
use crate::{Error, Paged, RawAnswer, Retry};

/// A call that is ready to be sent by [`send`](Self::send).
///
/// ```no_run
/// # use std::time::Duration;
/// # use housekey_sdk::{Retry, blocking::Client};
/// # fn example(client: Client) -> Result<(), housekey_sdk::Error> {
/// let user = client.users().get("user_123").send()?;
/// let user = client.users().ban("user_123").timeout(Duration::from_secs(2)).retry(Retry::none()).send()?;
/// # Ok(()) }
/// ```
#[must_use = "a call is sent by `send`"]
pub struct Call<O> {
    call: crate::Call<O>,
    worker: Arc<Worker>,
}

impl<O: Operation> Call<O> {
    pub(super) fn of(call: crate::Call<O>, worker: Arc<Worker>) -> Self {
        Self { call, worker }
    }

    /// Sends the call and waits for the response.
    pub fn send(self) -> Result<O::Answer, Error> {
        self.worker.wait(self.call.into_future())
    }

    /// Overrides the client's retries: [`Retry::none`], or a [`Backoff`](crate::Backoff).
    pub fn retry(self, retry: impl Into<Retry>) -> Self {
        Self { call: self.call.retry(retry), ..self }
    }

    /// Sets the timeout of each attempt, up to the last byte of the response.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { call: self.call.timeout(timeout), ..self }
    }

    /// Sends this call to another server; see [`ClientBuilder::server`](crate::ClientBuilder::server).
    pub fn server(self, url: impl Into<String>) -> Self {
        Self { call: self.call.server(url), ..self }
    }

    /// Adds a header, or replaces one that the client sends by default.
    pub fn header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        Self { call: self.call.header(name, value), ..self }
    }

    /// Returns the response unparsed: status, headers and bytes. A status of 400 or above is then not an error.
    pub fn raw(self) -> RawCall {
        RawCall::of(self.call.raw(), self.worker)
    }
}

/// Listings. See the async [`Call::stream`](crate::Call::stream) for how concurrent changes are handled.
impl<O: Paged> Call<O> {
    /// Iterates over all items. The next page is fetched while the current one is consumed, at most one ahead.
    ///
    /// ```no_run
    /// # use housekey_sdk::{ListUsers, blocking::Client};
    /// # fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// for user in client.users().list(ListUsers::default()).iter() {
    ///     println!("{}", user?.id);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn iter(self) -> Items<O> {
        Items::of(self.call.stream(), self.worker)
    }

    /// Iterates over the pages, none of which is empty. One page is fetched ahead.
    pub fn pages(self) -> Pages<O> {
        Pages::of(self.call.pages(), self.worker)
    }

    /// Collects up to `max` items; see the async
    /// [`collect_all`](crate::Call::collect_all).
    pub fn collect_all(self, max: usize) -> Result<Vec<O::Item>, Error> {
        self.worker.wait(self.call.collect_all(max))
    }

    /// The total number of items, regardless of `limit` and `offset`; see the async
    /// [`total_count`](crate::Call::total_count).
    pub fn total_count(self) -> Result<u64, Error> {
        self.worker.wait(self.call.total_count())
    }
}

/// A call that returns the response unparsed; see [`Call::raw`].
#[must_use = "a call is sent by `send`"]
pub struct RawCall {
    call: crate::RawCall,
    worker: Arc<Worker>,
}

impl RawCall {
    pub(super) fn of(call: crate::RawCall, worker: Arc<Worker>) -> Self {
        Self { call, worker }
    }

    /// Sends the call and waits for the response.
    pub fn send(self) -> Result<RawAnswer, Error> {
        self.worker.wait(self.call.into_future())
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
