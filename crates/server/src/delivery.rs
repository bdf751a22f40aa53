//! Background workers that deliver webhooks, emails and SMS.
//!
//! Domain rules write events and messages in the transaction of the change; the workers send them afterwards. All
//! pending work is in the database. A worker leases it for some seconds; if it crashes, another worker takes over, in
//! this process or another. Delivery is at least once, and normally exactly once.

mod dispatch;
mod messages;
mod payload;
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

/// Polling interval for retries that are due and work queued by other processes.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Debounce, so that bursts of changes are handled in batches.
const DEBOUNCE: Duration = Duration::from_millis(2);
/// How often old records are deleted.
const PRUNE_EVERY: Millis = Millis::from_seconds(600);

/// The background workers of a server.
pub(crate) struct Workers {
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Workers {
    /// Starts the workers.
    pub(crate) fn start(app: &Arc<App>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(run(Arc::clone(app), stopped));
        Self { stop, running }
    }

    /// Stops accepting work and finishes what is in progress.
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
            () = deliveries.join_one() => {}
            () = mail.join_one() => {}
            () = app.work.notified() => tokio::time::sleep(DEBOUNCE).await,
            () = tokio::time::sleep(POLL_INTERVAL) => {}
        }
    }
    deliveries.end().await;
    mail.end().await;
}

/// Deletes records past their retention.
async fn prune(app: &Arc<App>) {
    let moment = app.moment();
    let pruned = app.db.write(move |tx| {
        for instance in instances::all(tx)? {
            let mut tx = Tx::new(tx, &instance.id, moment);
            housekey_domain::webhooks::prune(&mut tx)?;
            housekey_domain::messages::prune(&mut tx)?;
        }
        Ok::<_, Error>(())
    });
    if let Err(error) = pruned.await {
        log_error("failed to delete old records", &error.into());
    }
}

/// Logs an error of a background task.
fn log_error(what: &str, refusal: &Refusal) {
    let (code, cause) = (refusal.code(), refusal.cause().unwrap_or_default());
    tracing::error!(code, cause, "{what}; retrying");
}
