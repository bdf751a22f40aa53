//! Waiting until the workers have done what is to be done.

use std::time::{Duration, Instant};

use housekey_store::events::earliest;
use housekey_store::messages::{MessageState, newest};
use housekey_store::webhooks::list;
use housekey_store::{StoreError, Tx};

use crate::shared::Shared;

/// How many deliveries and messages are looked at: more than a test makes.
const MOST: u32 = 10_000;
/// How long it is waited at most, and between two looks.
const LONGEST: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(2);

/// Waits until every event has come to the inbox and every message to the mailbox.
pub(crate) async fn settled(shared: &Shared) {
    let began = Instant::now();
    while is_busy(shared).await.unwrap_or_else(|error| panic!("the database can't be read: {error}")) {
        assert!(began.elapsed() < LONGEST, "webhooks or messages are still on their way after {LONGEST:?}");
        // What a moved clock has made due is found at once.
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
