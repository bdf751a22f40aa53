use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::Instrument;

/// Work to be done.
pub(super) type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Work that is under way.
pub(super) enum Ahead<T> {
    /// It goes on while somebody waits for it.
    Here(Work<T>),
    /// It goes on by itself.
    Elsewhere(JoinHandle<T>),
}

impl<T: Send + 'static> Ahead<T> {
    pub(super) fn here(work: Work<T>) -> Self {
        Self::Here(work)
    }

    /// Lets work go on while nobody waits for it: a page that is not polled could run out of time although its answer
    /// has come.
    pub(super) fn elsewhere(work: Work<T>) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self::Elsewhere(runtime.spawn(work.in_current_span())),
            Err(_) => Self::here(work),
        }
    }

    /// The outcome; nothing when the runtime ended before the work did.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let task = match self {
            Self::Here(work) => return work.as_mut().poll(cx).map(Some),
            Self::Elsewhere(task) => task,
        };
        Pin::new(task).poll(cx).map(|outcome| match outcome {
            Ok(outcome) => Some(outcome),
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => None,
        })
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        if let Self::Elsewhere(task) = self {
            task.abort();
        }
    }
}
