use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::Error;

/// A background thread that drives I/O and timers.
///
/// Calls themselves run on the caller's thread, so that hooks and `tracing` see that thread and hooks can make calls.
pub(super) struct Worker {
    runtime: Handle,
    // The thread ends when this is dropped.
    _alive: oneshot::Sender<()>,
}

impl Worker {
    pub(super) fn start() -> Result<Arc<Self>, Error> {
        let (alive, ended) = oneshot::channel::<()>();
        let (tell, told) = mpsc::sync_channel(1);
        // The runtime is created and dropped on its own thread: dropping one inside another runtime panics.
        let run = move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                tell.send(Ok(runtime.handle().clone())).ok();
                runtime.block_on(async { ended.await.ok() });
            }
            Err(error) => drop(tell.send(Err(error))),
        };
        let started = thread::Builder::new().name("housekey-sdk".to_owned()).spawn(run);
        let runtime =
            started.and_then(|_| told.recv().unwrap_or_else(|error| Err(std::io::Error::other(error))));
        let runtime = runtime
            .map_err(|error| Error::Configuration(format!("failed to start the client's thread: {error}")))?;
        Ok(Arc::new(Self { runtime, _alive: alive }))
    }

    /// Runs `work` to completion on the current thread.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        let _inside = self.runtime.enter();
        // Inside a task of another runtime, tokio's cooperative budget would make the work yield to the task that waits for it.
        let mut work = pin!(tokio::task::unconstrained(work));
        let signal = Arc::new(Signal { thread: thread::current(), given: AtomicBool::new(false) });
        let waker = Waker::from(Arc::clone(&signal));
        loop {
            if let Poll::Ready(outcome) = work.as_mut().poll(&mut Context::from_waker(&waker)) {
                return outcome;
            }
            signal.wait();
        }
    }
}

/// Wakes a thread. There is one per piece of work, since a call made in a hook waits on the same thread.
struct Signal {
    thread: Thread,
    given: AtomicBool,
}

impl Signal {
    fn wait(&self) {
        while !self.given.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.given.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
