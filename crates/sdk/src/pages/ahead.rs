use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::Instrument;

/// Pending work.
pub(super) type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Work in progress.
pub(super) enum Ahead<T> {
    /// Polled by whoever waits for it.
    Here(Work<T>),
    /// Running in the background.
    Elsewhere(JoinHandle<T>),
}

impl<T: Send + 'static> Ahead<T> {
    pub(super) fn here(work: Work<T>) -> Self {
        Self::Here(work)
    }

    /// Runs work in the background: if it weren't polled, a page could time out although its response has arrived.
    pub(super) fn elsewhere(work: Work<T>) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self::Elsewhere(runtime.spawn(work.in_current_span())),
            Err(_) => Self::here(work),
        }
    }

    /// The outcome; `None` if the runtime shut down first.
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
