use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use housekey_domain::webhooks::{self, Parcel};
use housekey_store::Tx;
use housekey_store::webhooks::{Attempt, any_due};
use tokio::task::{Id, JoinError, JoinSet};

use super::log_error;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::outbound::Outgoing;
use crate::rng::rng;

/// Maximum number of concurrent deliveries, in total and per endpoint, so that a slow endpoint leaves room for others.
const MAX_CONCURRENT: usize = 64;
const MAX_PER_ENDPOINT: usize = 16;
/// Timeout of a delivery, and how much of the response is stored.
const TIMEOUT: Duration = Duration::from_secs(15);
const MAX_RESPONSE_BYTES: usize = 2048;

/// Deliveries in progress.
#[derive(Default)]
pub(super) struct Deliveries {
    running: JoinSet<()>,
    endpoints: HashMap<Id, String>,
}

impl Deliveries {
    /// Claims as many messages as there is room for and sends them.
    pub(super) async fn begin(&mut self, app: &Arc<App>) {
        loop {
            let room = MAX_CONCURRENT - self.running.len();
            if room == 0 {
                return;
            }
            match claim(app, self.busy(), room.min(MAX_PER_ENDPOINT)).await {
                Ok(parcels) if parcels.is_empty() => return,
                Ok(parcels) => parcels.into_iter().for_each(|parcel| self.send(app, parcel)),
                Err(refusal) => return log_error("failed to claim webhook deliveries", &refusal),
            }
        }
    }

    /// The endpoints at their limit of concurrent deliveries.
    fn busy(&self) -> Vec<String> {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for endpoint in self.endpoints.values() {
            *counts.entry(endpoint).or_default() += 1;
        }
        counts.retain(|_, count| *count >= MAX_PER_ENDPOINT);
        counts.into_keys().cloned().collect()
    }

    fn send(&mut self, app: &Arc<App>, parcel: Parcel) {
        let (app, endpoint) = (Arc::clone(app), parcel.endpoint().to_owned());
        let sending = self.running.spawn(async move {
            if let Err(refusal) = deliver(&app, parcel).await {
                log_error("failed to record a webhook delivery", &refusal);
            }
        });
        self.endpoints.insert(sending.id(), endpoint);
    }

    /// Waits for one to finish; forever if there are none.
    pub(super) async fn join_one(&mut self) {
        match self.running.join_next_with_id().await {
            Some(ended) => self.note_end(ended),
            None => std::future::pending().await,
        }
        while let Some(ended) = self.running.try_join_next_with_id() {
            self.note_end(ended);
        }
    }

    fn note_end(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => {
                tracing::error!(%error, "webhook delivery panicked");
                error.id()
            }
        };
        self.endpoints.remove(&id);
    }

    /// Waits for all to finish.
    pub(super) async fn end(mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

async fn claim(app: &Arc<App>, busy: Vec<String>, room: usize) -> Result<Vec<Parcel>, Refusal> {
    let moment = app.moment();
    let limit = u32::try_from(room).unwrap_or(u32::MAX);
    let shared = Arc::clone(app);
    // Check with a read first: usually nothing is due, and a write would block others.
    if !app.db.read(move |tx| any_due(tx, moment.now)).await? {
        return Ok(Vec::new());
    }
    Ok(app.db.write(move |tx| webhooks::claim(tx, moment, &busy, limit, &shared.seal)).await?)
}

async fn deliver(app: &Arc<App>, mut parcel: Parcel) -> Result<(), Refusal> {
    let moment = app.moment();
    let at = moment.now;
    let Some(instance) = app.keyring.by_id(&parcel.instance_id, at).await? else { return Ok(()) };
    let outgoing = Outgoing {
        method: Method::POST,
        url: parcel.url.clone(),
        headers: headers(&parcel),
        body: std::mem::take(&mut parcel.body).into(),
        longest: TIMEOUT,
        most_bytes: MAX_RESPONSE_BYTES,
    };
    let began = Instant::now();
    let answered = app.outbound.send(app.outbound.reach(instance.environment()), outgoing).await;
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
        let mut tx = Tx::new(tx, outcome.instance_id(), moment);
        webhooks::settle(&mut tx, &outcome)
    });
    Ok(settled.await?)
}

/// The signature headers, with Svix's names, which Clerk's libraries expect, and with those of Standard Webhooks.
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
