//! Fault injection.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use housekey_contract::ApiError;
use housekey_domain::error::Code;
use housekey_server::error::Refusal;

use crate::operations::checked;
use crate::shared::Shared;

/// A fault to inject into the next calls of an operation; see [`TestServer::fail`](crate::TestServer::fail).
#[must_use = "say how it fails: with a status, a delay, or a broken connection"]
pub struct Fail<'a> {
    shared: &'a Arc<Shared>,
    operation: String,
    times: usize,
    after: Duration,
}

impl<'a> Fail<'a> {
    pub(crate) fn new(shared: &'a Arc<Shared>, operation: &str) -> Self {
        Self { shared, operation: checked(operation), times: 1, after: Duration::ZERO }
    }

    /// Sets the number of calls it applies to; 1 by default.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Delays the response.
    pub fn after(mut self, delay: Duration) -> Self {
        self.after = delay;
        self
    }

    /// Responds with this status and Clerk's error format, without executing the operation.
    ///
    /// # Panics
    /// If it is not an error status: 400 to 599.
    pub fn with_status(self, status: u16) {
        let (code, message) = match status {
            401 => ("authentication_invalid", "invalid authentication"),
            403 => ("not_allowed_access", "not allowed"),
            404 => ("resource_not_found", "not found"),
            429 => ("too_many_requests", "too many requests"),
            503 => ("service_unavailable", "service unavailable"),
            400..=499 => ("bad_request", "bad request"),
            500..=599 => ("internal_clerk_error", "internal error"),
            _ => panic!("{status} is no status of an error"),
        };
        self.with_error(status, code, message);
    }

    /// Responds with this error in Clerk's format, without executing the operation.
    ///
    /// # Panics
    /// If the status is not an error status: 400 to 599.
    pub fn with_error(self, status: u16, code: &str, message: &str) {
        assert!((400..600).contains(&status), "{status} is no status of an error");
        let status = StatusCode::from_u16(status).expect("a status");
        let error = ApiError {
            code: code.to_owned(),
            message: message.to_owned(),
            long_message: "The test asked for this.".to_owned(),
            ..ApiError::default()
        };
        let refusal = Refusal::injected(status, error);
        self.plan(Effect::Refuse(Box::new(refusal)));
    }

    /// Responds with 429 and `Retry-After` in seconds, without executing the operation.
    pub fn by_rate_limiting(self, retry_after_seconds: u64) {
        let long = format!("Too many requests. Try again in {retry_after_seconds} seconds.");
        let refusal = Refusal::new(Code::TooManyRequests, "too many requests", long);
        self.plan(Effect::Refuse(Box::new(refusal.with_retry_after(retry_after_seconds))));
    }

    /// Executes the operation as usual, after the delay.
    pub fn with_delay(self, delay: Duration) {
        self.after(delay).plan(Effect::Answer);
    }

    /// Closes the connection without a response. The operation is not executed.
    pub fn by_dropping_the_connection(self) {
        self.plan(Effect::Drop { done: false });
    }

    /// Executes the operation, but closes the connection before the response, so that the client can't know.
    pub fn by_losing_the_answer(self) {
        self.plan(Effect::Drop { done: true });
    }

    fn plan(self, effect: Effect) {
        let fault = Fault { after: self.after, effect };
        let mut plans = self.shared.faults.lock();
        plans.waiting.entry(self.operation).or_default().extend(vec![fault; self.times]);
    }
}

/// A fault.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) after: Duration,
    pub(crate) effect: Effect,
}

#[derive(Clone, Debug)]
pub(crate) enum Effect {
    Answer,
    Refuse(Box<Refusal>),
    Drop { done: bool },
}

/// The pending faults, and the number of calls of each operation.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Plans>);

#[derive(Default)]
struct Plans {
    waiting: BTreeMap<String, VecDeque<Fault>>,
    calls: BTreeMap<String, usize>,
}

impl Faults {
    /// Counts a call and returns the fault to inject.
    pub(crate) fn next(&self, operation: &str) -> Option<Fault> {
        let mut plans = self.lock();
        *plans.calls.entry(operation.to_owned()).or_default() += 1;
        plans.waiting.get_mut(operation)?.pop_front()
    }

    pub(crate) fn calls(&self, operation: &str) -> usize {
        self.lock().calls.get(operation).copied().unwrap_or_default()
    }

    pub(crate) fn clear(&self) {
        self.lock().waiting.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Plans> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
