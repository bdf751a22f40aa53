//! A client for programs that aren't async (feature `blocking`).
//!
//! It has the same resources and operations as the async [`Client`](crate::Client). Calls are sent with
//! [`send`](Call::send), and listings are iterators.
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
//! It can be created, used and dropped anywhere, even inside an async runtime. There it blocks the thread, like any blocking
//! code: prefer the async client or tokio's `spawn_blocking`.

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

/// A blocking client for the Backend API.
///
/// Clones are cheap and share connections: create one client and keep it. It runs a background thread that ends with the
/// last clone.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    worker: Arc<Worker>,
}

impl Client {
    /// Creates a client for `https://api.clerk.com/v1` with the defaults of [`ClientBuilder`].
    ///
    /// # Errors
    /// [`Error::Configuration`] if the key is invalid or the background thread can't be started.
    pub fn new(secret_key: impl Into<String>) -> Result<Self, Error> {
        Self::builder().secret_key(secret_key).build_blocking()
    }

    /// Configures a client; finish with [`ClientBuilder::build_blocking`].
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Prepares a request to any path, for operations without a method; see the async
    /// [`Client::request`](crate::Client::request).
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> UntypedRequest {
        UntypedRequest::of(self.client.request(method, path), Arc::clone(&self.worker))
    }

    /// The base URL including the API version, such as `https://api.clerk.com/v1`.
    pub fn server(&self) -> &str {
        self.client.server()
    }
}

/// Keeps the settings, hooks and connections.
impl TryFrom<crate::Client> for Client {
    type Error = Error;

    fn try_from(client: crate::Client) -> Result<Self, Error> {
        client.settings()?;
        Ok(Self { client, worker: Worker::start()? })
    }
}

impl ClientBuilder {
    /// Builds a [`blocking::Client`](Client).
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
    /// [`Error::Configuration`] if a setting is missing or invalid, or the background thread can't be started.
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
