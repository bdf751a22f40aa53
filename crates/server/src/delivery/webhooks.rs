use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use housekey_contract::InstanceId;
use housekey_contract::object::EventType;
use housekey_domain::error::Error;
use housekey_domain::messages::{self, MessageSnapshot};
use housekey_domain::webhooks::{self, Envelope, Parcel};
use housekey_store::events::{StoredEvent, earliest};
use housekey_store::instances as records;
use housekey_store::messages::find;
use housekey_store::webhooks::{Attempt, any_due};
use housekey_store::{InstanceTx, Tx};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::complain;
use crate::app::App;
use crate::auth::{Instance, by_id};
use crate::error::{Refusal, Result};
use crate::home::rng;
use crate::outbound::{Outgoing, Reach};
use crate::view::{View, message, snapshot};

/// How many events become messages at once.
const BATCH: u32 = 100;
/// How many messages are on their way at once, and how many of them to one endpoint, so that a slow one leaves room.
const MOST: usize = 64;
const MOST_TO_ONE: usize = 16;
/// How long an endpoint may take to answer, and how much of its answer is kept.
const LONGEST: Duration = Duration::from_secs(15);
const MOST_BYTES: usize = 2048;

/// Turns events into messages until there are none left.
pub(super) async fn dispatch(app: &Arc<App>) {
    loop {
        match dispatch_some(app).await {
            Ok(dispatched) if dispatched == BATCH as usize => {}
            Ok(_) => return,
            Err(refusal) => return complain("events can't be dispatched", &refusal),
        }
    }
}

async fn dispatch_some(app: &Arc<App>) -> Result<usize, Refusal> {
    let events = app.db.read(|tx| earliest(tx, BATCH)).await?;
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

async fn dispatch_within(app: &Arc<App>, id: InstanceId, events: Vec<StoredEvent>) -> Result<(), Refusal> {
    let now = app.clock.now();
    let Some(instance) = by_id(app, &id, now).await? else { return Ok(()) };
    let mut rng = rng();
    let mut envelopes = Vec::with_capacity(events.len());
    for stored in events {
        let data = data(app, &instance, &stored).await?;
        envelopes.push(Envelope::new(&stored, &data, &app.seal, now, &mut rng));
    }
    let written = app.db.write(move |tx| {
        let mut tx = InstanceTx::new(tx, &id);
        for envelope in &envelopes {
            webhooks::dispatch(&mut tx, now, envelope)?;
        }
        Ok::<_, Error>(())
    });
    Ok(written.await?)
}

/// What an event says happened.
async fn data(app: &Arc<App>, instance: &Instance, stored: &StoredEvent) -> Result<Value, Refusal> {
    let event = &stored.event;
    if !matches!(event.kind, EventType::EmailCreated | EventType::SmsCreated) {
        let view = View { public_url: &app.public_url, instance, now: event.at };
        return Ok(view.event(event)?);
    }
    let snapshot: MessageSnapshot = snapshot(event)?;
    let (id, wanted) = (stored.instance_id.clone(), snapshot.message_id.clone());
    let read = move |tx: &mut Tx<'_>| find(&mut InstanceTx::new(tx, &id), &wanted);
    let Some(record) = app.db.read(read).await? else {
        return Ok(json!({ "id": snapshot.message_id }));
    };
    let content = messages::content(&record, &app.seal)?.unwrap_or_default();
    let data = messages::open(&record, &app.seal)?;
    Ok(message(&record, &content, &data, snapshot.delivered)?)
}

/// Messages on their way.
#[derive(Default)]
pub(super) struct Deliveries {
    running: JoinSet<String>,
    by_endpoint: BTreeMap<String, usize>,
}

impl Deliveries {
    /// Takes as many messages as there is room for, and sends them.
    pub(super) async fn begin(&mut self, app: &Arc<App>) {
        loop {
            let room = MOST - self.running.len();
            if room == 0 {
                return;
            }
            match claim(app, self.busy(), room.min(MOST_TO_ONE)).await {
                Ok(parcels) if parcels.is_empty() => return,
                Ok(parcels) => parcels.into_iter().for_each(|parcel| self.send(app, parcel)),
                Err(refusal) => return complain("webhooks can't be sent", &refusal),
            }
        }
    }

    /// The endpoints that get no more for now.
    fn busy(&self) -> Vec<String> {
        let busy = self.by_endpoint.iter().filter(|(_, count)| **count >= MOST_TO_ONE);
        busy.map(|(id, _)| id.clone()).collect()
    }

    fn send(&mut self, app: &Arc<App>, parcel: Parcel) {
        *self.by_endpoint.entry(parcel.endpoint().to_owned()).or_default() += 1;
        let app = Arc::clone(app);
        self.running.spawn(async move {
            let endpoint = parcel.endpoint().to_owned();
            if let Err(refusal) = deliver(&app, parcel).await {
                complain("it can't be noted how a webhook went", &refusal);
            }
            endpoint
        });
    }

    /// Waits until one has arrived, or not; for ever where there is none.
    pub(super) async fn one_ends(&mut self) {
        match self.running.join_next().await {
            Some(Ok(endpoint)) => self.note_end(&endpoint),
            Some(Err(error)) => tracing::error!(%error, "a delivery was broken off"),
            None => std::future::pending().await,
        }
        while let Some(Ok(endpoint)) = self.running.try_join_next() {
            self.note_end(&endpoint);
        }
    }

    fn note_end(&mut self, endpoint: &str) {
        if let Some(count) = self.by_endpoint.get_mut(endpoint) {
            *count -= 1;
            if *count == 0 {
                self.by_endpoint.remove(endpoint);
            }
        }
    }

    /// Waits until all have arrived, or not.
    pub(super) async fn end(mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

async fn claim(app: &Arc<App>, busy: Vec<String>, room: usize) -> Result<Vec<Parcel>, Refusal> {
    let now = app.clock.now();
    let limit = u32::try_from(room).unwrap_or(u32::MAX);
    let shared = Arc::clone(app);
    // A look first: most of the time there is nothing, and a write would keep others waiting.
    if !app.db.read(move |tx| any_due(tx, now)).await? {
        return Ok(Vec::new());
    }
    Ok(app.db.write(move |tx| webhooks::claim(tx, now, &busy, limit, &shared.seal)).await?)
}

async fn deliver(app: &Arc<App>, mut parcel: Parcel) -> Result<(), Refusal> {
    let at = app.clock.now();
    let Some(instance) = by_id(app, &parcel.instance_id, at).await? else { return Ok(()) };
    let outgoing = Outgoing {
        method: Method::POST,
        url: parcel.url.clone(),
        headers: headers(&parcel),
        body: std::mem::take(&mut parcel.body).into(),
        longest: LONGEST,
        most_bytes: MOST_BYTES,
    };
    let began = Instant::now();
    let answered = app.outbound.send(Reach::of(instance.environment()), outgoing).await;
    let took = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let attempt = match answered {
        Ok(answered) => Attempt {
            at,
            took,
            status: Some(answered.status.as_u16()),
            answer: String::from_utf8_lossy(&answered.body).into_owned(),
        },
        Err(error) => Attempt { at, took, status: None, answer: error.to_string() },
    };
    let outcome = parcel.outcome(attempt, &mut rng());
    let settled = app.db.write(move |tx| {
        let mut tx = InstanceTx::new(tx, outcome.instance_id());
        webhooks::settle(&mut tx, at, &outcome)
    });
    Ok(settled.await?)
}

/// What a receiver checks the message with: under Svix's names, which Clerk's libraries look for, and under those of
/// Standard Webhooks.
fn headers(parcel: &Parcel) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    let values = [
        ("svix-id", "webhook-id", parcel.message_id.to_string()),
        ("svix-timestamp", "webhook-timestamp", parcel.seconds.to_string()),
        ("svix-signature", "webhook-signature", parcel.signatures.clone()),
    ];
    for (svix, standard, value) in values {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(svix), value.clone());
            headers.insert(HeaderName::from_static(standard), value);
        }
    }
    headers
}

/// Clears away what is too old to be of use.
pub(super) async fn prune(app: &Arc<App>) {
    let now = app.clock.now();
    let pruned: Result<()> = app
        .db
        .write(move |tx| {
            for instance in records::all(tx)? {
                webhooks::prune(&mut InstanceTx::new(tx, &instance.id), now)?;
            }
            Ok(())
        })
        .await;
    if let Err(error) = pruned {
        complain("old webhooks can't be cleared away", &error.into());
    }
}
