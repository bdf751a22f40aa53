use housekey_contract::{InstanceId, Millis, WebhookDeliveryId, WebhookEndpointId, WebhookMessageId};
use housekey_store::webhooks::{self, Attempt, Claimed, DeliveryRecord, WebhookMessageRecord};
use housekey_store::{DatabaseTx, Moment, Tx};
use rand::Rng;

use super::dispatch::open_body;
use super::endpoints::get;
use super::secret::holding;
use crate::error::{Code, Error, Result, not_found, refused};
use crate::seal::MasterKey;

/// Lease of a worker on a delivery; longer than an attempt can take.
const LEASE: Millis = Millis::from_seconds(20);
/// Retry delays in seconds; Svix's schedule.
const RETRY_DELAYS: [i64; 7] = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600];
/// Number of recent deliveries shown per endpoint.
const RECENT: u32 = 100;
/// How long an endpoint may fail before it is disabled.
const DISABLE_AFTER: Millis = Millis::from_seconds(5 * 24 * 3600);

/// A message ready to be delivered to an endpoint.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// The endpoint's URL.
    pub url: String,
    /// The message's id.
    pub message_id: WebhookMessageId,
    /// When it is sent, in seconds; part of the signed content.
    pub seconds: i64,
    /// The signatures, separated by spaces.
    pub signatures: String,
    /// The body.
    pub body: Vec<u8>,
    claimed: Claimed,
}

impl Parcel {
    /// The endpoint.
    pub fn endpoint(&self) -> &str {
        self.claimed.delivery.endpoint_id.as_str()
    }

    /// The outcome of the attempt, to be recorded.
    pub fn outcome(self, attempt: Attempt, rng: &mut (impl Rng + ?Sized)) -> Outcome {
        // Jitter of up to 10%, so that simultaneous failures aren't retried simultaneously.
        let jitter = i64::from(rng.next_u32() % 201) - 100;
        Outcome { claimed: self.claimed, attempt, jitter }
    }
}

/// The outcome of an attempt.
#[derive(Clone, Debug)]
pub struct Outcome {
    claimed: Claimed,
    attempt: Attempt,
    /// In thousandths.
    jitter: i64,
}

impl Outcome {
    /// The instance of the delivery.
    pub fn instance_id(&self) -> &InstanceId {
        &self.claimed.instance_id
    }
}

/// Claims due deliveries. Should the worker crash, another takes over after 20 seconds.
pub fn claim(
    tx: &mut DatabaseTx<'_>,
    moment: Moment,
    busy: &[String],
    limit: u32,
    seal: &MasterKey,
) -> Result<Vec<Parcel>> {
    let (mut parcels, now) = (Vec::new(), moment.now);
    for claimed in webhooks::claim(tx, now, now + LEASE, busy, limit)? {
        let instance = claimed.instance_id.clone();
        let mut tx = Tx::new(tx, &instance, moment);
        match parcel(&mut tx, claimed.clone(), seal) {
            Ok(parcel) => parcels.push(parcel),
            Err(Error::Internal(problem)) => put_off(&mut tx, claimed, problem)?,
            Err(error) => return Err(error),
        }
    }
    Ok(parcels)
}

fn parcel(tx: &mut Tx<'_>, claimed: Claimed, seal: &MasterKey) -> Result<Parcel> {
    let now = tx.now();
    let delivery = &claimed.delivery;
    let gone = || Error::Internal("the endpoint or the message is gone".to_owned());
    let endpoint = webhooks::find(tx, &delivery.endpoint_id)?.ok_or_else(gone)?;
    let message = webhooks::find_message(tx, &delivery.message_id)?.ok_or_else(gone)?;
    let body = open_body(&message, seal)?;
    let seconds = now.seconds();
    let secrets = holding(&endpoint, seal, now)?;
    let signatures: Vec<_> = secrets.iter().map(|secret| secret.sign(&message.id, seconds, &body)).collect();
    Ok(Parcel {
        instance_id: claimed.instance_id.clone(),
        url: endpoint.url,
        message_id: message.id,
        seconds,
        signatures: signatures.join(" "),
        body,
        claimed,
    })
}

/// Deliveries that can't be sent count as attempted, so that they don't block others.
fn put_off(tx: &mut Tx<'_>, claimed: Claimed, problem: String) -> Result<()> {
    let attempt = Attempt { at: tx.now(), answer: problem, ..Attempt::default() };
    settle(tx, &Outcome { claimed, attempt, jitter: 0 })
}

/// Records the outcome of an attempt and schedules what is next: a retry, or the next message about the same subject.
/// Does nothing if the lease was lost.
pub fn settle(tx: &mut Tx<'_>, outcome: &Outcome) -> Result<()> {
    let now = tx.now();
    let Claimed { mut delivery, lease, .. } = outcome.claimed.clone();
    let success = outcome.attempt.status.is_some_and(|status| (200..300).contains(&status));
    let tries = delivery.attempts.len();
    delivery.attempts.push(outcome.attempt.clone());
    delivery.delivered = success;
    let pause = RETRY_DELAYS.get(tries).filter(|_| !success);
    let due_at = pause.map(|seconds| now + Millis(seconds * (1000 + outcome.jitter)));
    if !webhooks::settle(tx, &delivery, lease, due_at)? {
        return Ok(());
    }
    if due_at.is_none() {
        webhooks::next_in_line(tx, &delivery)?;
    }
    note_health(tx, &delivery, success)
}

/// Records since when an endpoint fails. Written only on changes, because many deliveries finish at once.
fn note_health(tx: &mut Tx<'_>, delivery: &DeliveryRecord, success: bool) -> Result<()> {
    let now = tx.now();
    let Some(mut endpoint) = webhooks::find(tx, &delivery.endpoint_id)? else { return Ok(()) };
    match (success, endpoint.failing_since) {
        (true, Some(_)) => endpoint.failing_since = None,
        (false, None) => endpoint.failing_since = Some(now),
        (false, Some(since)) if now - since >= DISABLE_AFTER && !endpoint.disabled => {
            endpoint.disabled = true;
            webhooks::give_up(tx, &endpoint.id)?;
        }
        _ => return Ok(()),
    }
    Ok(webhooks::update(tx, &endpoint)?)
}

/// Sends a message again with a new delivery id, immediately and regardless of its subject's order.
pub fn replay(
    tx: &mut Tx<'_>,
    id: WebhookDeliveryId,
    endpoint: &WebhookEndpointId,
    message: &WebhookMessageId,
) -> Result<DeliveryRecord> {
    if get(tx, endpoint)?.disabled {
        let long = "The endpoint is disabled. Enable it first.";
        return Err(refused(Code::BadRequest, "endpoint disabled", long));
    }
    let message =
        webhooks::find_message(tx, message)?.ok_or_else(|| not_found("webhook message", message.as_str()))?;
    let delivery = DeliveryRecord {
        subject: id.to_string(),
        endpoint_id: endpoint.clone(),
        message_id: message.id,
        created_at: tx.now(),
        id,
        ..DeliveryRecord::default()
    };
    webhooks::insert_in_line(tx, &delivery)?;
    Ok(delivery)
}

/// Recent deliveries to an endpoint, newest first.
pub fn latest_deliveries(tx: &mut Tx<'_>, endpoint: &WebhookEndpointId) -> Result<Vec<DeliveryRecord>> {
    Ok(webhooks::list(tx, endpoint, RECENT, 0)?)
}

/// A delivery to an endpoint with its message.
pub fn delivery(
    tx: &mut Tx<'_>,
    endpoint: &WebhookEndpointId,
    id: &WebhookDeliveryId,
) -> Result<(DeliveryRecord, WebhookMessageRecord)> {
    let missing = || not_found("webhook delivery", id.as_str());
    let delivery = webhooks::find_delivery(tx, endpoint, id)?.ok_or_else(missing)?;
    let message = webhooks::find_message(tx, &delivery.message_id)?.ok_or_else(missing)?;
    Ok((delivery, message))
}
