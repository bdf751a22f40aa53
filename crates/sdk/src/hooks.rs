//! What the application wants to see and change on the way.

use std::time::Duration;

use housekey_contract::Meta;
use http::StatusCode;

use crate::{Error, RawAnswer};

/// Which attempt a hook sees.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation.
    pub operation: Meta,
    /// 1 for the first attempt of a call.
    pub number: u32,
}

/// What became of a call, with all its attempts; see [`ClientBuilder::on_call`](crate::ClientBuilder::on_call).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallReport<'a> {
    /// The operation. As text it is `users.ban`: there are as many as operations, so that it can be a metric's label.
    pub operation: Meta,
    /// How often it was sent, at least 1.
    pub attempts: u32,
    /// How long it took in all, from the first attempt to the end of the last one.
    pub elapsed: Duration,
    /// How much of that was waiting between attempts.
    pub waited: Duration,
    /// The last answer, whatever its status, or why there was none.
    pub outcome: Result<&'a RawAnswer, &'a Error>,
}

impl CallReport<'_> {
    /// The status of the last answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.outcome.ok().map(|answer| answer.status)
    }

    /// Why there was no answer, if there was none, in one word: `timeout`, `transport`, `token` …; see [`Error::kind`].
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

    /// Reports a call, if anybody wants to know: making the report takes time.
    pub(crate) fn on_call<'a>(&self, report: impl FnOnce() -> CallReport<'a>) {
        if !self.called.is_empty() {
            let report = report();
            self.called.iter().for_each(|hook| hook(&report));
        }
    }
}
