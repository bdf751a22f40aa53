//! What the application wants to see and change on the way.

use housekey_contract::Meta;

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

type Before = Box<dyn Fn(Attempt, &mut reqwest::Request) + Send + Sync>;
type After = Box<dyn Fn(Attempt, Result<&RawAnswer, &Error>) + Send + Sync>;

/// The hooks of a client, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Hooks {
    pub(crate) before: Vec<Before>,
    pub(crate) after: Vec<After>,
}

impl Hooks {
    pub(crate) fn before_request(&self, attempt: Attempt, request: &mut reqwest::Request) {
        self.before.iter().for_each(|hook| hook(attempt, request));
    }

    pub(crate) fn after_response(&self, attempt: Attempt, outcome: &Result<RawAnswer, Error>) {
        self.after.iter().for_each(|hook| hook(attempt, outcome.as_ref()));
    }
}
