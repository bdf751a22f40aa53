//! Background work: handing out what happened.
//!
//! Rules write events and messages with the changes that they belong to; the workers here send them afterwards. What is
//! to be sent is in the database only. A worker takes it for some seconds, and should it die, another one takes over, in
//! this process or in another: so everything is sent at least once, and normally once.

mod dispatch;
mod messages;
mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use housekey_contract::Millis;
use housekey_domain::error::Error;
use housekey_store::{Tx, instances};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use self::messages::Mail;
use self::webhooks::Deliveries;
use crate::app::App;
use crate::error::Refusal;

/// How often it is looked for work that nobody in this process has told of: retries that are due, other processes' work.
const EVERY: Duration = Duration::from_millis(500);
/// How long is waited at least before it is looked again, so that a flood of changes is taken in batches.
const BREATH: Duration = Duration::from_millis(2);
/// How often what is old is cleared away.
const PRUNE_EVERY: Millis = Millis::from_seconds(600);

/// The workers of a server.
pub(crate) struct Workers {
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Workers {
    /// Starts to work.
    pub(crate) fn start(app: &Arc<App>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(run(Arc::clone(app), stopped));
        Self { stop, running }
    }

    /// Takes no more work, and finishes what is under way.
    pub(crate) async fn stop(self) {
        self.stop.send(()).ok();
        self.running.await.ok();
    }
}

async fn run(app: Arc<App>, mut stopped: oneshot::Receiver<()>) {
    let (mut deliveries, mut mail) = (Deliveries::default(), Mail::default());
    let mut pruned_at = app.clock.now();
    loop {
        mail.begin(&app).await;
        dispatch::dispatch(&app).await;
        deliveries.begin(&app).await;
        if app.clock.now() - pruned_at >= PRUNE_EVERY {
            pruned_at = app.clock.now();
            prune(&app).await;
        }
        tokio::select! {
            _ = &mut stopped => break,
            () = deliveries.one_ends() => {}
            () = mail.one_ends() => {}
            () = app.work.notified() => tokio::time::sleep(BREATH).await,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
    deliveries.end().await;
    mail.end().await;
}

/// Clears away what is too old to be of use.
async fn prune(app: &Arc<App>) {
    let now = app.clock.now();
    let pruned = app.db.write(move |tx| {
        for instance in instances::all(tx)? {
            let mut tx = Tx::new(tx, &instance.id);
            housekey_domain::webhooks::prune(&mut tx, now)?;
            housekey_domain::messages::prune(&mut tx, now)?;
        }
        Ok::<_, Error>(())
    });
    if let Err(error) = pruned.await {
        complain("what is old can't be cleared away", &error.into());
    }
}

/// Says what went wrong in the background, where nobody asked and nobody is told.
fn complain(what: &str, refusal: &Refusal) {
    let (code, cause) = (refusal.code(), refusal.cause().unwrap_or_default());
    tracing::error!(code, cause, "{what}; trying again");
}
