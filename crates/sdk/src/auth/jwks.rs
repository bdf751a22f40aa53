//! An instance's key set, fetched on demand and cached.
//!
//! Requests that need a key while a fetch is in progress wait for it, so a thousand requests after a cold start cause one fetch. An
//! unknown key id triggers another fetch, but not within the rest period after each one, because callers choose key ids and must
//! not control how often the server is called. If the server is down, the cached keys stay valid; they are dropped only if the
//! server says that the secret key is invalid.

mod fetch;
mod state;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::state::{Flight, State, Step};
use super::api::Api;
use super::key::Key;
use super::reason::{TokenError, TokenReason};
use crate::client::Settings;
use crate::platform::Instant;
use crate::secret::Token;

/// The credential for the key set.
#[derive(Clone)]
pub(super) enum SecretKey {
    Text(String),
    OfClient(Arc<Token>),
}

/// Where a key set is fetched and how long it is cached.
#[derive(Clone)]
pub struct JwksOptions {
    pub(super) secret_key: SecretKey,
    pub(super) api_url: String,
    pub(super) http_client: Option<reqwest::Client>,
    pub(super) timeout: Duration,
    kept: Duration,
    rest: Duration,
}

impl JwksOptions {
    /// Clerk's API, with a timeout of 5 seconds, keys cached for 5 minutes, and at least 10 seconds between fetches.
    pub fn new(secret_key: impl Into<String>) -> Self {
        Self {
            secret_key: SecretKey::Text(secret_key.into()),
            api_url: "https://api.clerk.com".to_owned(),
            http_client: None,
            timeout: Duration::from_secs(5),
            kept: Duration::from_secs(5 * 60),
            rest: Duration::from_secs(10),
        }
    }

    /// The key set of a client's server, with the client's credentials.
    pub(super) fn of_client(settings: &Settings) -> Self {
        Self {
            secret_key: SecretKey::OfClient(Arc::clone(&settings.token)),
            ..Self::new("").api_url(settings.server.as_str()).http_client(settings.http.clone())
        }
    }

    /// Sets the server; `/v1` is appended if the URL has no path.
    #[must_use]
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.api_url = url.into();
        self
    }

    /// Uses your own HTTP client. The default one doesn't follow redirects.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Sets the timeout of a fetch.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long keys are cached.
    #[must_use]
    pub fn keep_for(mut self, kept: Duration) -> Self {
        self.kept = kept;
        self
    }

    /// Sets how long after a fetch unknown key ids don't trigger another one; after a failure, at most one second.
    #[must_use]
    pub fn rest_for(mut self, rest: Duration) -> Self {
        self.rest = rest;
        self
    }
}

impl fmt::Debug for JwksOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwksOptions").field("api_url", &self.api_url).finish_non_exhaustive()
    }
}

/// The key set of a server and secret key.
#[derive(Debug)]
pub(super) struct RemoteKeys {
    api: Arc<Api>,
    state: Mutex<State>,
}

impl RemoteKeys {
    pub(super) fn new(options: JwksOptions) -> Result<Self, TokenError> {
        let state = State::new(options.kept, options.rest, options.timeout);
        Ok(Self { api: Arc::new(Api::new(options)?), state: Mutex::new(state) })
    }

    /// The server that the keys come from.
    pub(super) const fn api(&self) -> &Arc<Api> {
        &self.api
    }

    pub(super) async fn find(&self, id: Option<&str>) -> Result<Arc<Key>, TokenError> {
        let Some(id) = id else {
            return Err(TokenError::new(TokenReason::KeyIdMismatch, "the token names no key"));
        };
        let step = self.state().step(id, Instant::now(), || Flight::of(Arc::clone(&self.api)));
        match step {
            Step::Found(key) => Ok(key),
            Step::Refused(error) => Err(error),
            Step::Wait(flight) => {
                let result = flight.landing().await;
                let mut state = self.state();
                state.land(&flight, &result, Instant::now());
                state.answer(id).map_err(|error| result.err().unwrap_or(error))
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
