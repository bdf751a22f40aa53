use std::collections::BTreeMap;
use std::sync::Arc;

use housekey_contract::InstanceId;
use housekey_domain::error::Error;
use housekey_domain::webhooks::{self, Envelope};
use housekey_store::Tx;
use housekey_store::events::{self, StoredEvent, earliest};
use housekey_store::instances as records;

use super::log_error;
use super::payload::payload;
use crate::app::App;
use crate::error::Refusal;
use crate::keyring::Instance;
use crate::rng::rng;

/// How many events are dispatched per batch.
const BATCH: u32 = 100;

/// Dispatches events until none are left.
pub(super) async fn dispatch(app: &Arc<App>) {
    loop {
        match dispatch_some(app).await {
            Ok(dispatched) if dispatched == BATCH as usize => {}
            Ok(_) => return,
            Err(refusal) => return log_error("failed to dispatch events", &refusal),
        }
    }
}

async fn dispatch_some(app: &Arc<App>) -> Result<usize, Refusal> {
    let now = app.clock.now();
    let events = app.db.read(move |tx| earliest(tx, now, BATCH)).await?;
    let found = events.len();
    let mut by_instance: BTreeMap<String, Vec<StoredEvent>> = BTreeMap::new();
    for event in events {
        by_instance.entry(event.instance_id.to_string()).or_default().push(event);
    }
    for (instance, events) in by_instance {
        dispatch_within(app, instance.as_str().into(), events).await?;
    }
    Ok(found)
}

/// Every event becomes a message, is held or is deleted, so this terminates.
async fn dispatch_within(app: &Arc<App>, id: InstanceId, events: Vec<StoredEvent>) -> Result<(), Refusal> {
    let moment = app.moment();
    let sorted = match app.keyring.by_id(&id, moment.now).await? {
        Some(instance) => sort(app, &instance, events).await,
        None => Sorted::default(),
    };
    let written = app.db.write(move |tx| {
        let is_gone = records::find(tx, &id)?.is_none();
        let mut tx = Tx::new(tx, &id, moment);
        if is_gone {
            return Ok(events::forget(&mut tx)?);
        }
        for envelope in &sorted.shown {
            webhooks::dispatch(&mut tx, envelope)?;
        }
        for subject in &sorted.held {
            webhooks::hold(&mut tx, subject)?;
        }
        Ok::<_, Error>(())
    });
    Ok(written.await?)
}

/// The result of dispatching a batch of events.
#[derive(Default)]
struct Sorted {
    shown: Vec<Envelope>,
    /// Subjects with events that can't be rendered. Later events of these subjects must wait.
    held: Vec<String>,
}

async fn sort(app: &Arc<App>, instance: &Instance, events: Vec<StoredEvent>) -> Sorted {
    let (mut sorted, mut rng) = (Sorted::default(), rng());
    for stored in events {
        if sorted.held.contains(&stored.subject) {
            continue;
        }
        match payload(app, instance, &stored).await {
            Ok(data) => {
                let now = app.clock.now();
                sorted.shown.push(Envelope::new(&stored, &data, &app.seal, now, &mut rng));
            }
            Err(refusal) => {
                let kind = stored.event.kind.as_str();
                log_error(&format!("failed to render the event {kind} of {}", stored.subject), &refusal);
                sorted.held.push(stored.subject);
            }
        }
    }
    sorted
}
