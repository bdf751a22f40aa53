//! Waits until background work has finished.

use std::time::{Duration, Instant};

use housekey_store::events::earliest;
use housekey_store::messages::{MessageState, newest};
use housekey_store::webhooks::list;
use housekey_store::{StoreError, Tx};

use crate::shared::Shared;

/// Maximum number of deliveries and messages that are checked, more than any test creates.
const MOST: u32 = 10_000;
/// Timeout, and polling interval.
const TIMEOUT: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(2);

/// Waits until all events have reached the inbox and all messages the mailbox.
pub(crate) async fn settled(shared: &Shared) {
    let began = Instant::now();
    while is_busy(shared).await.unwrap_or_else(|error| panic!("the database can't be read: {error}")) {
        assert!(began.elapsed() < TIMEOUT, "webhooks or messages are still pending after {TIMEOUT:?}");
        // Finds work that became due when the clock was moved.
        shared.app.work.notify_one();
        tokio::time::sleep(PAUSE).await;
    }
}

async fn is_busy(shared: &Shared) -> Result<bool, StoreError> {
    let (moment, instance, endpoint) = (shared.app.moment(), shared.instance_id(), shared.endpoint.clone());
    let read = shared.app.db.read(move |tx| {
        if !earliest(tx, moment.now, 1)?.is_empty() {
            return Ok(true);
        }
        let mut tx = Tx::new(tx, &instance, moment);
        let waits = |state: MessageState| state == MessageState::Waiting;
        if newest(&mut tx, MOST)?.iter().any(|message| waits(message.state) && message.attempts == 0) {
            return Ok(true);
        }
        Ok(list(&mut tx, &endpoint, MOST, 0)?.iter().any(|delivery| !delivery.delivered))
    });
    read.await
}
