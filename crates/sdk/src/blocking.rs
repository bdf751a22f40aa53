//! A client for programs that are not async; the feature `blocking`.
//!
//! It is the [`Client`](crate::Client) of the crate's front page with the same resources and operations. Its calls are
//! sent by [`send`](Call::send), and its listings are iterators.
//!
//! ```no_run
//! use housekey_sdk::ListUsers;
//! use housekey_sdk::blocking::Client;
//!
//! fn main() -> Result<(), housekey_sdk::Error> {
//!     let client = Client::new("sk_test_…")?;
//!     let user = client.users().ban("user_123").send()?;
//!     for user in client.users().list(ListUsers::default()).iter() {
//!         println!("{}", user?.id);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! It can be made, used and dropped anywhere, inside an async runtime too. There it keeps its thread from everything
//! else meanwhile, as anything that blocks does: prefer the async client, or tokio's `spawn_blocking`.

#[cfg(feature = "authentication")]
mod auth;
mod call;
mod listing;
mod untyped;
mod worker;

use std::fmt;
use std::sync::Arc;

use housekey_contract::{Carrier, Method, Operation};

pub use call::{Call, RawCall};
pub use listing::{Items, Pages};
pub use untyped::UntypedRequest;

use crate::{ClientBuilder, Error};
use worker::Worker;

/// A client of the Backend API whose calls wait for their answers.
///
/// It is cheap to clone, and its clones share connections: make one and keep it. It has a thread of its own, which ends
/// with the last clone.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    worker: Arc<Worker>,
}

impl Client {
    /// A client of `https://api.clerk.com/v1` with a secret key and the defaults of [`ClientBuilder`].
    ///
    /// # Errors
    /// [`Error::Configuration`], when the key can't be one or there is no thread to be had.
    pub fn new(secret_key: impl Into<String>) -> Result<Self, Error> {
        Self::builder().secret_key(secret_key).build_blocking()
    }

    /// A client that is set up step by step, to the last one: [`ClientBuilder::build_blocking`].
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Prepares a request to any path, for what has no method of its own; see the async
    /// [`Client::request`](crate::Client::request).
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> UntypedRequest {
        UntypedRequest::of(self.client.request(method, path), Arc::clone(&self.worker))
    }

    /// The URL below which calls are sent, with the API version: `https://api.clerk.com/v1`.
    pub fn server(&self) -> &str {
        self.client.server()
    }
}

/// The same settings, hooks and connections, for calls that wait.
impl TryFrom<crate::Client> for Client {
    type Error = Error;

    fn try_from(client: crate::Client) -> Result<Self, Error> {
        client.settings()?;
        Ok(Self { client, worker: Worker::start()? })
    }
}

impl ClientBuilder {
    /// Makes a [`blocking::Client`](Client).
    ///
    /// ```
    /// use housekey_sdk::blocking::Client;
    ///
    /// let client = Client::builder().secret_key("sk_test_abc").server("http://127.0.0.1:4600").build_blocking()?;
    /// assert_eq!(client.server(), "http://127.0.0.1:4600/v1");
    /// # Ok::<(), housekey_sdk::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Configuration`] says what is missing or can't be used, or that there is no thread to be had.
    pub fn build_blocking(self) -> Result<Client, Error> {
        self.build()?.try_into()
    }
}

impl Carrier for Client {
    type Call<O: Operation> = Call<O>;

    fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::of(self.client.call(operation), Arc::clone(&self.worker))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client").field(&self.client).finish()
    }
}
