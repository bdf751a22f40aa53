use std::fmt;
use std::sync::Arc;
#[cfg(feature = "authentication")]
use std::sync::OnceLock;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::{Client, Settings};
use crate::error::BoxError;
use crate::hooks::{Attempt, CallReport, Hooks};
use crate::secret::Token;
use crate::server::Server;
use crate::{Error, RawAnswer, Retry, platform};

const DEFAULT_SERVER: &str = "https://api.clerk.com/v1";
const DEFAULT_API_VERSION: &str = "2026-05-12";
const DEFAULT_USER_AGENT: &str = concat!("housekey-sdk/", env!("CARGO_PKG_VERSION"));
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
/// Leaves room for the headers that the HTTP client adds, so that the copy made for each call doesn't have to grow.
const HEADERS: usize = 12;
const API_VERSION: HeaderName = HeaderName::from_static("clerk-api-version");

/// Configures a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use housekey_sdk::{Backoff, Client};
///
/// let client = Client::builder()
///     .secret_key("sk_test_abc")
///     .server("http://127.0.0.1:4600")
///     .timeout(Duration::from_secs(5))
///     .retry(Backoff { max_elapsed: Duration::from_secs(20), ..Backoff::default() })
///     .build()?;
/// assert_eq!(client.server(), "http://127.0.0.1:4600/v1");
/// # Ok::<(), housekey_sdk::Error>(())
/// ```
#[must_use = "`build` makes the client"]
pub struct ClientBuilder {
    token: Option<Result<Token, Error>>,
    server: String,
    api_version: String,
    user_agent: String,
    timeout: Duration,
    retry: Retry,
    http: Option<reqwest::Client>,
    hooks: Hooks,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            token: None,
            server: DEFAULT_SERVER.to_owned(),
            api_version: DEFAULT_API_VERSION.to_owned(),
            user_agent: DEFAULT_USER_AGENT.to_owned(),
            timeout: DEFAULT_TIMEOUT,
            retry: Retry::default(),
            http: None,
            hooks: Hooks::default(),
        }
    }
}

impl ClientBuilder {
    /// Sets the instance's secret key, `sk_…`, which every call sends as its bearer token.
    pub fn secret_key(mut self, secret_key: impl Into<String>) -> Self {
        self.token = Some(Token::fixed(&secret_key.into()));
        self
    }

    /// Gets the bearer token from a callback, which runs before every attempt: for keys that are rotated or kept in a vault.
    /// If it fails, the call fails with [`Error::Token`]. Its time doesn't count towards the attempt's timeout.
    ///
    /// ```
    /// # use housekey_sdk::Client;
    /// let client = Client::builder()
    ///     .secret_key_from(|| async { tokio::fs::read_to_string("/run/secrets/clerk").await })
    ///     .build()?;
    /// # Ok::<(), housekey_sdk::Error>(())
    /// ```
    pub fn secret_key_from<F, T, E>(mut self, callback: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        self.token = Some(Ok(Token::callback(callback)));
        self
    }

    /// Sets the server's base URL including the API version, as in Clerk's SDKs: `https://api.clerk.com/v1` (the default) or
    /// `http://127.0.0.1:4600/v1`. If the URL has no path, `/v1` is appended.
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.server = url.into();
        self
    }

    /// Sets the `Clerk-API-Version` header; `2026-05-12` by default.
    pub fn api_version(mut self, date: impl Into<String>) -> Self {
        self.api_version = date.into();
        self
    }

    /// Sets the `User-Agent` header; `housekey-sdk/` and the version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sets the timeout of each attempt, up to the last byte of the response; 10 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how failed calls are retried: [`Retry::none`], or a [`Backoff`](crate::Backoff).
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.retry = retry.into();
        self
    }

    /// Uses your own HTTP client, for example with a proxy, custom certificates or a shared connection pool. The default one
    /// doesn't follow redirects, because the API has none.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Calls `hook` before each attempt. It can change the request.
    pub fn before_request(
        mut self,
        hook: impl Fn(Attempt, &mut reqwest::Request) + Send + Sync + 'static,
    ) -> Self {
        self.hooks.before.push(Box::new(hook));
        self
    }

    /// Calls `hook` after each attempt with the response, whatever its status, or with the error.
    pub fn after_response(
        mut self,
        hook: impl Fn(Attempt, Result<&RawAnswer, &Error>) + Send + Sync + 'static,
    ) -> Self {
        self.hooks.after.push(Box::new(hook));
        self
    }

    /// Calls `hook` once after each call and all its attempts, for metrics. Calls that are dropped before they finish, and
    /// calls whose request couldn't be serialized, are not reported.
    ///
    /// ```
    /// use housekey_sdk::{CallReport, Client};
    ///
    /// fn record(report: &CallReport<'_>) {
    ///     let operation = report.operation.to_string();
    ///     let outcome = match report.status() {
    ///         Some(status) => status.as_str().to_owned(),
    ///         None => report.failure().unwrap_or_default().to_owned(),
    ///     };
    ///     // With the crate `metrics`, for example:
    ///     // metrics::histogram!("clerk_calls", "operation" => operation, "outcome" => outcome).record(report.elapsed);
    ///     // metrics::counter!("clerk_attempts").increment(report.attempts.into());
    ///     println!("{operation} {outcome} {:?}, {:?} of it waiting", report.elapsed, report.waited);
    /// }
    ///
    /// let client = Client::builder().secret_key("sk_test_abc").on_call(record).build()?;
    /// # Ok::<(), housekey_sdk::Error>(())
    /// ```
    pub fn on_call(mut self, hook: impl Fn(&CallReport<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.called.push(Box::new(hook));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is missing or invalid.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client { settings: Ok(Arc::new(self.settings()?)) })
    }

    pub(super) fn settings(self) -> Result<Settings, Error> {
        let missing = || Error::Configuration("a client needs a secret key".to_owned());
        let token = self.token.ok_or_else(missing)??;
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(API_VERSION, header("API version", &self.api_version)?);
        headers.insert(USER_AGENT, header("user agent", &self.user_agent)?);
        if let Token::Fixed(token) = &token {
            headers.insert(AUTHORIZATION, token.clone());
        }
        Ok(Settings {
            http: self.http.map_or_else(http_client, Ok)?,
            server: Server::parse(&self.server)?,
            token: Arc::new(token),
            headers,
            timeout: self.timeout,
            retry: self.retry,
            hooks: self.hooks,
            #[cfg(feature = "authentication")]
            verifier: OnceLock::new(),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("server", &self.server).finish_non_exhaustive()
    }
}

fn header(what: &str, text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|_| {
        Error::Configuration(format!("the {what} has characters that are not allowed in headers"))
    })
}

fn http_client() -> Result<reqwest::Client, Error> {
    platform::http_client()
        .map_err(|error| Error::Configuration(format!("failed to create the HTTP client: {error}")))
}
