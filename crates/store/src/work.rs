//! Type-erased closures, so that the engines are compiled once and not for every closure.

use std::sync::{Mutex, PoisonError};

use crate::{DatabaseTx, StoreError};

/// Work to do in a transaction, independent of its result type.
pub(crate) trait Work: Send + Sync {
    /// Runs it and returns whether it succeeded. Each run replaces the previous result.
    fn run(&self, tx: &mut DatabaseTx<'_>) -> bool;
    /// Sets this error as the result.
    fn refuse(&self, problem: StoreError);
}

/// A closure and its latest result.
pub(crate) struct Closure<F, T, E> {
    closure: F,
    answer: Mutex<Option<Result<T, E>>>,
}

impl<F, T, E: From<StoreError>> Closure<F, T, E> {
    pub(crate) fn new(closure: F) -> Self {
        Self { closure, answer: Mutex::new(None) }
    }

    /// Takes the result.
    pub(crate) fn answer(&self) -> Result<T, E> {
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.unwrap_or_else(|| Err(StoreError::Closed.into()))
    }

    fn put(&self, answer: Result<T, E>) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }
}

impl<F, T, E> Work for Closure<F, T, E>
where
    F: Fn(&mut DatabaseTx<'_>) -> Result<T, E> + Send + Sync,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&self, tx: &mut DatabaseTx<'_>) -> bool {
        let answer = (self.closure)(tx);
        let succeeded = answer.is_ok();
        self.put(answer);
        succeeded
    }

    fn refuse(&self, problem: StoreError) {
        self.put(Err(problem.into()));
    }
}
