//! The client and its settings.

mod builder;

use std::fmt;
use std::sync::Arc;
#[cfg(feature = "authentication")]
use std::sync::OnceLock;
use std::time::Duration;

use housekey_contract::{Carrier, Method, Operation};
use http::HeaderMap;

pub use builder::ClientBuilder;

#[cfg(feature = "authentication")]
use crate::auth::{TokenError, Verifier};
use crate::hooks::Hooks;
use crate::secret::Token;
use crate::server::Server;
use crate::{Call, Error, Retry, UntypedRequest};

/// A client for the Backend API, either Clerk's or a Housekey server's.
///
/// Clones are cheap and share connections: create one client and keep it.
///
/// ```no_run
/// # async fn example() -> Result<(), housekey_sdk::Error> {
/// let client = housekey_sdk::Client::new("sk_test_…");
/// let user = client.users().get("user_123").await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client {
    // `Client::new` reports a configuration error at the first call; `ClientBuilder::build` returns it.
    settings: Result<Arc<Settings>, Arc<str>>,
}

/// Settings shared by all calls.
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) server: Server,
    pub(crate) token: Arc<Token>,
    /// Headers sent with every call, including the token unless a callback provides it.
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) hooks: Hooks,
    /// The server's key set, created when the first token is verified.
    #[cfg(feature = "authentication")]
    pub(crate) verifier: OnceLock<Result<Verifier, TokenError>>,
}

impl Client {
    /// Creates a client for `https://api.clerk.com/v1` with the defaults of [`ClientBuilder`].
    ///
    /// An invalid key makes the first call fail with [`Error::Configuration`].
    pub fn new(secret_key: impl Into<String>) -> Self {
        let settings = Self::builder().secret_key(secret_key).settings();
        Self { settings: settings.map(Arc::new).map_err(|error| error.to_string().into()) }
    }

    /// Configures a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Prepares a request to any path, for operations that have no method here because they are newer than the SDK or in
    /// beta. Authentication, retries, errors, hooks and spans work as in any other call; hooks and spans see the operation
    /// as `untyped.request`.
    ///
    /// The path is the documented one, with or without `/v1`, and may include a query. Percent-encode ids from untrusted
    /// sources.
    ///
    /// ```no_run
    /// # use housekey_sdk::{Client, Method};
    /// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// use serde_json::{Value, json};
    ///
    /// let body = json!({ "name": "Machine", "scoped_machines": [] });
    /// let machine: Value = client.request(Method::POST, "/v1/machines").json(&body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> UntypedRequest {
        UntypedRequest::new(self.clone(), method, path.as_ref())
    }

    /// The base URL including the API version, such as `https://api.clerk.com/v1`. Empty if the client is misconfigured.
    pub fn server(&self) -> &str {
        self.settings().map_or("", |settings| settings.server.as_str())
    }

    pub(crate) fn settings(&self) -> Result<&Settings, Error> {
        match &self.settings {
            Ok(settings) => Ok(settings),
            Err(message) => Err(Error::Configuration(message.to_string())),
        }
    }
}

impl Carrier for Client {
    type Call<O: Operation> = Call<O>;

    fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::new(self.clone(), operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Client");
        match &self.settings {
            Ok(settings) => debug
                .field("server", &settings.server.as_str())
                .field("token", &settings.token)
                .field("timeout", &settings.timeout)
                .field("retry", &settings.retry),
            Err(message) => debug.field("invalid", message),
        };
        debug.finish_non_exhaustive()
    }
}
