//! The thread that a test server runs on.
//!
//! It has its own runtime, so that the server works in any test: with a single-threaded runtime that the test blocks, a
//! multi-threaded one, or none.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::builder::TestServerBuilder;
use crate::shared::{self, Shared};

type Started = Result<Arc<Shared>, String>;

/// A thread that runs a server. Dropping it stops both.
pub(crate) struct Running {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts the thread; the receiver is notified when the server is ready.
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
                // If the test has ended by now, it has dropped the other end of `stopped` as well.
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
    // Doesn't wait for requests in progress: nobody needs their responses any more.
    runtime.shutdown_background();
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The panic has already been printed.
            thread.join().ok();
        }
    }
}
