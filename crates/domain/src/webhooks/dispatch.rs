use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, Millis, WebhookDeliveryId, WebhookMessageId};
use housekey_store::Tx;
use housekey_store::events::{self, StoredEvent};
use housekey_store::webhooks::{self, DeliveryRecord, EndpointRecord, WebhookMessageRecord};
use rand::Rng;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::random;
use crate::seal::MasterKey;

/// How long an event that can't be rendered is held before it is retried.
const HELD: Millis = Millis::from_seconds(60);

/// A rendered and encrypted event.
#[derive(Clone, Debug)]
pub struct Envelope {
    message: WebhookMessageRecord,
    subject: String,
    sequence: i64,
}

impl Envelope {
    /// Renders an event into its envelope. `data` is its subject, as rendered by the API.
    pub fn new(
        stored: &StoredEvent,
        data: &Value,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Self {
        let event = &stored.event;
        let id = WebhookMessageId::from(random::id(rng, now, WebhookMessageId::PREFIX));
        let body = body(&stored.instance_id, &event.kind, event.at, data, &event.requester);
        let sealed_body = seal.seal(rng, &context(&id), body.as_bytes());
        let message = WebhookMessageRecord { id, kind: event.kind.clone(), sealed_body, created_at: now };
        Self { message, subject: stored.subject.clone(), sequence: stored.sequence }
    }
}

fn body(
    instance: &InstanceId,
    kind: &EventType,
    at: Millis,
    data: &Value,
    requester: &housekey_store::Requester,
) -> String {
    json!({
        "data": data,
        "event_attributes": {
            "http_request": { "client_ip": requester.client_ip, "user_agent": requester.user_agent },
        },
        "instance_id": instance,
        "object": "event",
        "timestamp": at,
        "type": kind,
    })
    .to_string()
}

/// Encryption context of a message's body.
fn context(id: &WebhookMessageId) -> String {
    format!("webhook_message:{id}")
}

/// Decrypts the body of a message.
pub fn open_body(message: &WebhookMessageRecord, seal: &MasterKey) -> Result<Vec<u8>> {
    let opened = seal.open(&context(&message.id), &message.sealed_body);
    let opened = opened
        .map_err(|error| Error::Internal(format!("the message {} can't be opened: {error}", message.id)))?;
    Ok(opened.to_vec())
}

/// Turns an event into a message and a delivery to each endpoint that receives its type. If several workers try, one
/// succeeds; the others find the event gone. Events of one subject must be dispatched in order.
pub fn dispatch(tx: &mut Tx<'_>, envelope: &Envelope) -> Result<bool> {
    if !events::take(tx, &envelope.subject, envelope.sequence)? {
        return Ok(false);
    }
    let message = &envelope.message;
    let endpoints = webhooks::all(tx)?;
    let told: Vec<_> = endpoints.iter().filter(|endpoint| is_told(endpoint, &message.kind)).collect();
    if !told.is_empty() {
        webhooks::insert_message(tx, message)?;
    }
    for endpoint in told {
        let delivery = DeliveryRecord {
            id: delivery_id(message, endpoint),
            endpoint_id: endpoint.id.clone(),
            message_id: message.id.clone(),
            subject: envelope.subject.clone(),
            created_at: tx.now(),
            ..DeliveryRecord::default()
        };
        webhooks::insert_in_line(tx, &delivery)?;
    }
    Ok(true)
}

/// Holds the events of a subject that can't be rendered for a minute, so that others proceed.
pub fn hold(tx: &mut Tx<'_>, subject: &str) -> Result<()> {
    Ok(events::hold(tx, subject, tx.now() + HELD)?)
}

/// The id of the first delivery of a message to an endpoint is derived from both, because the closure may be retried.
fn delivery_id(message: &WebhookMessageRecord, endpoint: &EndpointRecord) -> WebhookDeliveryId {
    let digest = random::hash_token(&format!("{}.{}", message.id, endpoint.id));
    format!("{}{}", WebhookDeliveryId::PREFIX, &digest[..32]).into()
}

fn is_told(endpoint: &EndpointRecord, kind: &EventType) -> bool {
    !endpoint.disabled && (endpoint.event_types.is_empty() || endpoint.event_types.contains(kind))
}
