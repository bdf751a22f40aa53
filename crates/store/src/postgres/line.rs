//! Moving the bytes of one connection on the thread that waits for them.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;
use tokio::runtime::Runtime;
use tokio_postgres::Error;

use crate::StoreError;

/// The half of a connection that moves the bytes.
pub(super) type Wire = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// The wire, and what it waits on.
pub(super) struct Line {
    /// Always there, until it is dropped.
    runtime: Option<Runtime>,
    /// None before the connection is made and once it has ended.
    pub(super) wire: Option<Wire>,
    bell: Arc<Bell>,
}

impl Line {
    pub(super) fn new() -> Result<Self, StoreError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|problem| StoreError::Other(format!("no socket to wait on: {problem}")))?;
        Ok(Self { runtime: Some(runtime), wire: None, bell: Arc::default() })
    }

    /// Runs the future and moves the bytes on the calling thread until the future is done.
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
                    // The answers to come are lost with it, of which the future hears when it is polled again.
                    *wire = None;
                }
                if polled.is_ready() || !bell.rang() {
                    return polled;
                }
            }
        });
        runtime.as_ref().expect("it is only taken when dropped").block_on(driven)
    }

    /// Polls the future once, which puts its message into the queue, sends that, and waits for nothing.
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
        // Waiting for a runtime to end is not allowed on the threads that a handle may be dropped on.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Tells the future and the wire of each other's progress without a system call: only who sleeps has to be woken.
#[derive(Default)]
struct Bell {
    awake: AtomicBool,
    rung: AtomicBool,
    sleeper: AtomicWaker,
}

impl Bell {
    /// From now on ringing is noticed without waking.
    fn begin(&self) {
        self.awake.store(true, Ordering::SeqCst);
        self.rung.store(false, Ordering::SeqCst);
    }

    /// Goes to sleep unless it rang meanwhile, and says whether it did.
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
