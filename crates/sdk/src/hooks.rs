//! Hooks: callbacks that observe and change calls.

use std::time::Duration;

use housekey_contract::Meta;
use http::StatusCode;

use crate::{Error, RawAnswer};

/// An attempt, as passed to hooks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation.
    pub operation: Meta,
    /// 1 for the first attempt of a call.
    pub number: u32,
}

/// The outcome of a call and all its attempts; see [`ClientBuilder::on_call`](crate::ClientBuilder::on_call).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallReport<'a> {
    /// The operation. It displays as `users.ban`, which is suitable as a metric label.
    pub operation: Meta,
    /// The number of attempts, at least 1.
    pub attempts: u32,
    /// The total duration, from the start of the first attempt to the end of the last one.
    pub elapsed: Duration,
    /// How much of that was spent waiting between attempts.
    pub waited: Duration,
    /// The last response, whatever its status, or the error.
    pub outcome: Result<&'a RawAnswer, &'a Error>,
}

impl CallReport<'_> {
    /// The status of the last response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.outcome.ok().map(|answer| answer.status)
    }

    /// The [kind](Error::kind) of error if there was no response: `timeout`, `transport`, `token` …
    pub fn failure(&self) -> Option<&'static str> {
        self.outcome.err().map(Error::kind)
    }
}

type Before = Box<dyn Fn(Attempt, &mut reqwest::Request) + Send + Sync>;
type After = Box<dyn Fn(Attempt, Result<&RawAnswer, &Error>) + Send + Sync>;

type Called = Box<dyn Fn(&CallReport<'_>) + Send + Sync>;

/// The hooks of a client, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Hooks {
    pub(crate) before: Vec<Before>,
    pub(crate) after: Vec<After>,
    pub(crate) called: Vec<Called>,
}

impl Hooks {
    pub(crate) fn before_request(&self, attempt: Attempt, request: &mut reqwest::Request) {
        self.before.iter().for_each(|hook| hook(attempt, request));
    }

    pub(crate) fn after_response(&self, attempt: Attempt, outcome: &Result<RawAnswer, Error>) {
        self.after.iter().for_each(|hook| hook(attempt, outcome.as_ref()));
    }

    /// Reports a call. The report is built only if there are hooks for it.
    pub(crate) fn on_call<'a>(&self, report: impl FnOnce() -> CallReport<'a>) {
        if !self.called.is_empty() {
            let report = report();
            self.called.iter().for_each(|hook| hook(&report));
        }
    }
}
