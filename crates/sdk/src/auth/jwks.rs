//! The key set of one instance, fetched when it is needed and kept.
//!
//! Whoever needs a key while a fetch is under way waits for that fetch: a thousand requests at a cold start are one
//! fetch. A key id that is not in the set asks for another fetch, but not within the rest that follows each one:
//! callers choose key ids, and must not choose how often the server is asked. While the server is down, the keys
//! that were there remain; only its word that the secret key is invalid ends them.

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

/// What opens the key set.
#[derive(Clone)]
pub(super) enum SecretKey {
    Text(String),
    OfClient(Arc<Token>),
}

/// Where a key set comes from and how long it is kept.
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
    /// Clerk's API, 5 seconds for a fetch, 5 minutes for the keys, 10 seconds of rest between fetches.
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

    /// The key set of the server that a client asks, with what the client asks it with.
    pub(super) fn of_client(settings: &Settings) -> Self {
        Self {
            secret_key: SecretKey::OfClient(Arc::clone(&settings.token)),
            ..Self::new("").api_url(settings.server.as_str()).http_client(settings.http.clone())
        }
    }

    /// Another server; `/v1` is appended when the URL has no path.
    #[must_use]
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.api_url = url.into();
        self
    }

    /// An HTTP client of your own. The one used otherwise follows no redirects.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// How long a fetch may take in all.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long keys count before they are fetched again.
    #[must_use]
    pub fn keep_for(mut self, kept: Duration) -> Self {
        self.kept = kept;
        self
    }

    /// How long after a fetch an unknown key id asks for no other; after a failure it is a second at most.
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

/// The key set of one API URL and secret key.
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
