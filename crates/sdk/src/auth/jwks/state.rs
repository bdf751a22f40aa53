//! The state machine of the key set. It does no I/O; the time is passed in.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use housekey_contract::object::Jwk;

use super::fetch::fetch;
use crate::auth::api::Api;
use crate::auth::key::Key;
use crate::auth::reason::{TokenError, TokenReason};
use crate::platform::Instant;

/// After a failure, the server is called again soon, but not by every request.
const REST_AFTER_FAILURE: Duration = Duration::from_secs(1);

type Fetched = Result<Arc<[Jwk]>, TokenError>;

/// A fetch shared by any number of requests. Whichever is polled drives it; if all are dropped, it pauses until the next one.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    landing: Shared<BoxFuture<'static, Fetched>>,
    departed: Instant,
}

impl Flight {
    pub(super) fn of(api: Arc<Api>) -> Self {
        Self::new(async move { fetch(api).await.map(Arc::from) }.boxed())
    }

    fn new(fetch: BoxFuture<'static, Fetched>) -> Self {
        Self { landing: fetch.shared(), departed: Instant::now() }
    }

    pub(super) fn landing(&self) -> Shared<BoxFuture<'static, Fetched>> {
        self.landing.clone()
    }
}

/// What a request that needs a key has to do.
pub(super) enum Step {
    Found(Arc<Key>),
    Refused(TokenError),
    Wait(Flight),
}

#[derive(Debug)]
pub(super) struct State {
    keys: Vec<Arc<Key>>,
    fetched: Option<Instant>,
    rests_until: Option<Instant>,
    failure: Option<TokenError>,
    flight: Option<Flight>,
    kept: Duration,
    rest: Duration,
    timeout: Duration,
}

impl State {
    pub(super) fn new(kept: Duration, rest: Duration, timeout: Duration) -> Self {
        Self {
            keys: Vec::new(),
            fetched: None,
            rests_until: None,
            failure: None,
            flight: None,
            kept,
            rest,
            timeout,
        }
    }

    pub(super) fn step(&mut self, id: &str, now: Instant, depart: impl FnOnce() -> Flight) -> Step {
        if self.is_fresh(now)
            && let Some(key) = self.key(id)
        {
            return Step::Found(key);
        }
        if let Some(flight) = self.flight.as_ref().filter(|flight| !self.is_lost(flight, now)) {
            return Step::Wait(flight.clone());
        }
        if self.rests_until.is_some_and(|until| now < until) {
            return self.answer(id).map_or_else(Step::Refused, Step::Found);
        }
        Step::Wait(self.flight.insert(depart()).clone())
    }

    /// Records the result of a fetch, once, by whichever waiter comes first.
    pub(super) fn land(&mut self, flight: &Flight, result: &Fetched, now: Instant) {
        if !self.flight.as_ref().is_some_and(|current| current.landing.ptr_eq(&flight.landing)) {
            return;
        }
        self.flight = None;
        match result.clone().and_then(|set| self.parse(&set)) {
            Ok(keys) => {
                self.keys = keys;
                self.failure = None;
                self.fetched = Some(flight.departed);
                self.rests_until = Some(now + self.rest);
            }
            Err(error) => self.fail(error, now),
        }
    }

    /// The key, or why there is none: the set can't be fetched, or doesn't contain it. Keys from before a failure are still valid.
    pub(super) fn answer(&self, id: &str) -> Result<Arc<Key>, TokenError> {
        let mismatch = || TokenError::new(TokenReason::KeyIdMismatch, "no key of the instance has this id");
        self.key(id).ok_or_else(|| self.failure.clone().unwrap_or_else(mismatch))
    }

    fn fail(&mut self, error: TokenError, now: Instant) {
        if error.reason() == TokenReason::SecretKeyInvalid {
            self.keys.clear();
        }
        self.failure = Some(error);
        self.rests_until = Some(now + self.rest.min(REST_AFTER_FAILURE));
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.fetched.is_some_and(|fetched| now.saturating_duration_since(fetched) < self.kept)
    }

    /// A fetch whose waiters were all dropped has been paused, so its response may be outdated.
    fn is_lost(&self, flight: &Flight, now: Instant) -> bool {
        now.saturating_duration_since(flight.departed) > self.timeout + Duration::from_secs(1)
    }

    fn key(&self, id: &str) -> Option<Arc<Key>> {
        self.keys.iter().find(|key| key.id() == Some(id)).cloned()
    }

    /// An unchanged key keeps its identity, so that tokens verified with it stay cached.
    fn parse(&self, set: &[Jwk]) -> Result<Vec<Arc<Key>>, TokenError> {
        let mut keys: Vec<Arc<Key>> = Vec::new();
        for jwk in set.iter().filter(|jwk| !jwk.kid.is_empty()) {
            if keys.iter().any(|key| key.id() == Some(&jwk.kid)) {
                return Err(TokenError::new(TokenReason::RemoteKeysInvalid, "two keys have the same id"));
            }
            let unchanged = self.keys.iter().find(|key| key.is(jwk)).cloned();
            keys.extend(unchanged.or_else(|| Key::from_jwk(jwk.clone()).ok().map(Arc::new)));
        }
        if keys.is_empty() {
            return Err(TokenError::new(TokenReason::RemoteKeysInvalid, "no key of the set can be used"));
        }
        Ok(keys)
    }
}
