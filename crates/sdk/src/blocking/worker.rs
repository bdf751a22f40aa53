use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::Error;

/// A thread that looks after connections and clocks, while those who call wait for their answers themselves.
///
/// Calls are not handed over to it: they run where they are made, so that hooks and `tracing` see the caller's thread,
/// and a hook can make calls of its own.
pub(super) struct Worker {
    runtime: Handle,
    // The thread ends when this is dropped.
    _alive: oneshot::Sender<()>,
}

impl Worker {
    pub(super) fn start() -> Result<Arc<Self>, Error> {
        let (alive, ended) = oneshot::channel::<()>();
        let (tell, told) = mpsc::sync_channel(1);
        // The runtime is made, and dropped, on its own thread: inside another runtime it could not be dropped.
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
        let runtime =
            runtime.map_err(|error| Error::Configuration(format!("no thread for a client: {error}")))?;
        Ok(Arc::new(Self { runtime, _alive: alive }))
    }

    /// Waits for `work`, on this thread, wherever that is.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        let _inside = self.runtime.enter();
        // Inside a task of another runtime, tokio would make the work yield to that task, which waits for it.
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

/// Wakes a thread, for one piece of work: a call within a hook of another call waits on the same thread.
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
