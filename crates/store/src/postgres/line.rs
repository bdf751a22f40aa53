//! Drives the I/O of a connection on the thread that waits for it.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;
use tokio::runtime::Runtime;
use tokio_postgres::Error;

use crate::{Result, StoreError};

/// The connection future, which performs the I/O.
pub(super) type Wire = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// The connection future and what it waits for.
pub(super) struct Line {
    /// Always present until dropped.
    runtime: Option<Runtime>,
    /// `None` before the connection is made and after it has ended.
    pub(super) wire: Option<Wire>,
    bell: Arc<Bell>,
}

impl Line {
    pub(super) fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|problem| StoreError::Other(format!("no socket to wait on: {problem}")))?;
        Ok(Self { runtime: Some(runtime), wire: None, bell: Arc::default() })
    }

    /// Runs the future, driving the connection on the calling thread, until it is done.
    pub(super) fn drive<F: Future>(&mut self, future: F) -> F::Output {
        let Self { runtime, wire, bell } = self;
        let mut future = pin!(future);
        let waker = Waker::from(Arc::clone(bell));
        let driven = poll_fn(|context| {
            bell.sleeper.register(context.waker());
            let mut context = Context::from_waker(&waker);
            loop {
                bell.begin();
                let polled = future.as_mut().poll(&mut context);
                if wire.as_mut().is_some_and(|wire| wire.as_mut().poll(&mut context).is_ready()) {
                    // Outstanding responses are lost with it; the future learns this when polled again.
                    *wire = None;
                }
                if polled.is_ready() || !bell.rang() {
                    return polled;
                }
            }
        });
        runtime.as_ref().expect("it is only taken when dropped").block_on(driven)
    }

    /// Polls the future once, which queues its message, and sends it without waiting.
    pub(super) fn send(&mut self, message: impl Future) {
        let mut message = pin!(message);
        self.drive(poll_fn(|context| {
            let _ = message.as_mut().poll(context);
            Poll::Ready(())
        }));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.wire = None;
        // A runtime can't be shut down blockingly on the threads where a handle may be dropped.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A waker for the future and the connection that avoids system calls unless the thread sleeps.
#[derive(Default)]
struct Bell {
    awake: AtomicBool,
    rung: AtomicBool,
    sleeper: AtomicWaker,
}

impl Bell {
    /// From now on, wake-ups are recorded without unparking.
    fn begin(&self) {
        self.awake.store(true, Ordering::SeqCst);
        self.rung.store(false, Ordering::SeqCst);
    }

    /// Prepares to sleep; returns whether a wake-up has happened in the meantime.
    fn rang(&self) -> bool {
        self.awake.store(false, Ordering::SeqCst);
        self.rung.load(Ordering::SeqCst)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::SeqCst);
        if !self.awake.load(Ordering::SeqCst) {
            self.sleeper.wake();
        }
    }
}
