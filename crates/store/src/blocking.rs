//! CPU-bound and blocking work: hashing, signing, images, scans.

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::{AcquireError, Semaphore, TryAcquireError};

use crate::StoreError;

/// Runs blocking work with limited concurrency and a bounded queue. The only use of tokio's blocking pool, whose own
/// limits are too high to be useful.
#[derive(Debug)]
pub struct BlockingPool {
    size: u32,
    running: Arc<Semaphore>,
    waiting: Semaphore,
}

/// Why work wasn't done.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BlockingError {
    /// The queue is full.
    #[error("too much work is waiting already")]
    Overloaded,
    /// The work panicked.
    #[error("{0}")]
    Panicked(String),
    /// The pool was closed.
    #[error("the server is shutting down")]
    Closed,
}

impl From<BlockingError> for StoreError {
    fn from(error: BlockingError) -> Self {
        match error {
            BlockingError::Overloaded => Self::Overloaded,
            BlockingError::Panicked(text) => Self::Panicked(text),
            BlockingError::Closed => Self::Closed,
        }
    }
}

impl From<AcquireError> for BlockingError {
    fn from(_: AcquireError) -> Self {
        Self::Closed
    }
}

impl BlockingPool {
    /// Creates a pool that runs `size` tasks concurrently and queues up to `queue` more.
    pub fn new(size: u32, queue: usize) -> Self {
        Self { size, running: Arc::new(Semaphore::new(size as usize)), waiting: Semaphore::new(queue) }
    }

    /// Runs the work when its turn comes. Dropping the future before that removes it from the queue; once started, the
    /// work continues and keeps its slot to the end.
    #[expect(clippy::disallowed_methods, reason = "everything else goes through here")]
    pub async fn run<T, F>(&self, work: F) -> Result<T, BlockingError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let permit = match Arc::clone(&self.running).try_acquire_owned() {
            Ok(permit) => permit,
            Err(TryAcquireError::Closed) => return Err(BlockingError::Closed),
            Err(TryAcquireError::NoPermits) => {
                let _turn = self.waiting.try_acquire().map_err(|_| BlockingError::Overloaded)?;
                Arc::clone(&self.running).acquire_owned().await?
            }
        };
        let run = move || {
            // The permit belongs to the work, which continues even if the caller stops waiting.
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(run).await.map_err(|error| BlockingError::Panicked(error.to_string()))
    }

    /// Whether nothing is running or queued.
    pub fn is_idle(&self) -> bool {
        self.running.available_permits() == self.size as usize
    }

    /// Finishes running and queued work, then accepts no more.
    pub async fn close(&self) {
        // Permits are granted in order, so acquiring all of them means that all earlier work is done.
        if let Ok(all) = self.running.acquire_many(self.size).await {
            self.running.close();
            drop(all);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use futures_util::FutureExt;
    use tokio::pin;

    use super::*;

    /// Work that signals its start and ends on request.
    fn held() -> (Sender<()>, Receiver<()>, impl FnOnce() + Send + 'static) {
        let ((release, released), (start, started)) = (channel(), channel());
        let work = move || {
            start.send(()).unwrap();
            released.recv().ok();
        };
        (release, started, work)
    }

    #[tokio::test]
    async fn a_place_is_kept_until_the_work_ends_not_until_its_future_is_dropped() {
        let pool = BlockingPool::new(1, 0);
        let (release, started, work) = held();
        {
            let abandoned = pool.run(work);
            pin!(abandoned);
            assert!(abandoned.as_mut().now_or_never().is_none());
            started.recv().unwrap();
        }
        assert_eq!(pool.run(|| ()).await, Err(BlockingError::Overloaded), "the abandoned work still runs");
        assert!(!pool.is_idle());
        drop(release);
        while !pool.is_idle() {
            tokio::task::yield_now().await;
        }
        assert_eq!(pool.run(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_an_abandoned_turn_is_free_again() {
        let pool = BlockingPool::new(1, 1);
        let (release, started, work) = held();
        let running = pool.run(work);
        pin!(running);
        assert!(running.as_mut().now_or_never().is_none());
        started.recv().unwrap();
        {
            let waiting = pool.run(|| ());
            pin!(waiting);
            assert!(waiting.as_mut().now_or_never().is_none());
            assert_eq!(pool.run(|| ()).now_or_never(), Some(Err(BlockingError::Overloaded)));
        }
        let next = pool.run(|| 7);
        pin!(next);
        assert!(next.as_mut().now_or_never().is_none(), "the abandoned turn was free");
        drop(release);
        assert_eq!(next.await, Ok(7));
        assert_eq!(running.await, Ok(()));
    }

    #[tokio::test]
    async fn a_panic_gives_its_place_back() {
        let pool = BlockingPool::new(1, 0);
        let panicked = pool.run(|| panic!("the work broke")).await;
        assert!(matches!(panicked, Err(BlockingError::Panicked(text)) if text.contains("the work broke")));
        assert_eq!(pool.run(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn a_closed_pool_takes_no_more() {
        let pool = BlockingPool::new(2, 2);
        assert_eq!(pool.run(|| 7).await, Ok(7));
        pool.close().await;
        assert_eq!(pool.run(|| 7).await, Err(BlockingError::Closed));
    }
}
