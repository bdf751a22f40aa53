//! The thread that a test server lives on.
//!
//! It has a runtime of its own, so that the server runs under any test: in a runtime of one thread that the test blocks, in
//! one of several, or in none.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::builder::TestServerBuilder;
use crate::shared::{self, Shared};

type Started = Result<Arc<Shared>, String>;

/// A thread with a server on it. Dropping this ends both.
pub(crate) struct Running {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts the thread; the server is there when the receiver says so.
    pub(crate) fn start(builder: TestServerBuilder) -> (Self, oneshot::Receiver<Started>) {
        let (started, starting) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("housekey".to_owned());
        let thread = thread.spawn(move || run(builder, started, stopped)).expect("a thread");
        (Self { stop: Some(stop), thread: Some(thread) }, starting)
    }
}

fn run(builder: TestServerBuilder, started: oneshot::Sender<Started>, stopped: oneshot::Receiver<()>) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        match shared::set_up(builder, Handle::current()).await {
            Ok((shared, listener)) => {
                // A test that is gone by now has dropped the other end of `stopped` as well.
                started.send(Ok(Arc::clone(&shared))).ok();
                tokio::select! {
                    () = shared::serve(shared, listener) => {}
                    _ = stopped => {}
                }
            }
            Err(problem) => {
                started.send(Err(problem)).ok();
            }
        }
    });
    // Nothing is waited for: whoever drops a server wants no more answers from it.
    runtime.shutdown_background();
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Its panic is on the screen already.
            thread.join().ok();
        }
    }
}
