use housekey_contract::object::EventType;
use housekey_contract::{Millis, WebhookEndpointId};
use housekey_store::webhooks::{self, EndpointRecord};
use housekey_store::{Tx, events};
use rand::Rng;

use super::secret::new_secret;
use crate::error::{Code, Result, malformed, not_allowed, not_found, refused, too_long};
use crate::random;
use crate::seal::MasterKey;

/// Maximum number of endpoints of an instance, as with Svix.
const MAX_ENDPOINTS: usize = 50;
const MAX_URL_LENGTH: usize = 2048;
const MAX_DESCRIPTION_LENGTH: usize = 256;
/// Retention of deliveries, and maximum number of messages.
const RETENTION: Millis = Millis::from_seconds(30 * 24 * 60 * 60);
const MAX_MESSAGES: u32 = 10_000;

/// The event types that Housekey emits, of all that the contract knows.
pub fn told() -> impl Iterator<Item = &'static str> {
    EventType::VALUES.iter().copied().filter(|kind| !EventType::from(*kind).is_of_billing())
}

/// Validated fields of an endpoint.
#[derive(Clone, Debug)]
pub struct EndpointChanges {
    url: String,
    description: String,
    event_types: Vec<EventType>,
}

impl EndpointChanges {
    /// Validates the fields. No event types means all.
    pub fn check(url: &str, description: &str, event_types: &[String]) -> Result<Self> {
        let mut kinds = Vec::new();
        for kind in event_types {
            if !told().any(|told| told == kind) {
                let told: Vec<_> = told().collect();
                return Err(not_allowed("event_types", &format!("among {}", told.join(", "))));
            }
            kinds.push(EventType::from(kind.as_str()));
        }
        if description.chars().count() > MAX_DESCRIPTION_LENGTH {
            return Err(too_long("description", MAX_DESCRIPTION_LENGTH));
        }
        Ok(Self { url: checked_url(url)?, description: description.trim().to_owned(), event_types: kinds })
    }

    /// Creates a new endpoint with its own secret.
    pub fn into_endpoint(
        self,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> EndpointRecord {
        let id = WebhookEndpointId::from(random::id(rng, now, WebhookEndpointId::PREFIX));
        let secret = new_secret(&id, seal, rng);
        EndpointRecord {
            id,
            url: self.url,
            description: self.description,
            event_types: self.event_types,
            secrets: vec![secret],
            created_at: now,
            updated_at: now,
            ..EndpointRecord::default()
        }
    }
}

fn checked_url(url: &str) -> Result<String> {
    let url = url.trim();
    if url.len() > MAX_URL_LENGTH {
        return Err(too_long("url", MAX_URL_LENGTH));
    }
    let parsed: Option<http::Uri> = url.parse().ok();
    let fits = parsed.is_some_and(|url| {
        let authority = url.authority().filter(|authority| !authority.as_str().contains('@'));
        matches!(url.scheme_str(), Some("http" | "https"))
            && authority.is_some_and(|it| !it.host().is_empty())
    });
    if fits {
        Ok(url.to_owned())
    } else {
        Err(malformed("url", "an http:// or https:// URL without a user name"))
    }
}

/// The endpoint with this id.
pub fn get(tx: &mut Tx<'_>, id: &WebhookEndpointId) -> Result<EndpointRecord> {
    webhooks::find(tx, id)?.ok_or_else(|| not_found("webhook endpoint", id.as_str()))
}

/// All endpoints, oldest first.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<EndpointRecord>> {
    Ok(webhooks::all(tx)?)
}

/// Adds an endpoint, which receives events from now on.
pub fn create(tx: &mut Tx<'_>, endpoint: &EndpointRecord) -> Result<()> {
    if webhooks::all(tx)?.len() >= MAX_ENDPOINTS {
        let long =
            format!("An instance can have at most {MAX_ENDPOINTS} webhook endpoints. Delete one first.");
        return Err(refused(Code::QuotaExceeded, "too many endpoints", long));
    }
    Ok(webhooks::insert(tx, endpoint)?)
}

/// Updates an endpoint.
pub fn update(tx: &mut Tx<'_>, id: &WebhookEndpointId, changes: &EndpointChanges) -> Result<EndpointRecord> {
    let mut endpoint = get(tx, id)?;
    let EndpointChanges { url, description, event_types } = changes.clone();
    (endpoint.url, endpoint.description, endpoint.event_types) = (url, description, event_types);
    endpoint.updated_at = tx.now();
    webhooks::update(tx, &endpoint)?;
    Ok(endpoint)
}

/// Disables or enables an endpoint. Disabling drops pending deliveries; they can be replayed.
pub fn set_disabled(tx: &mut Tx<'_>, id: &WebhookEndpointId, disabled: bool) -> Result<EndpointRecord> {
    let mut endpoint = get(tx, id)?;
    (endpoint.disabled, endpoint.failing_since, endpoint.updated_at) = (disabled, None, tx.now());
    webhooks::update(tx, &endpoint)?;
    if disabled {
        webhooks::give_up(tx, id)?;
    }
    Ok(endpoint)
}

/// Deletes an endpoint and its pending deliveries.
pub fn delete(tx: &mut Tx<'_>, id: &WebhookEndpointId) -> Result<()> {
    webhooks::delete_of_endpoint(tx, id)?;
    if webhooks::delete(tx, id)? { Ok(()) } else { Err(not_found("webhook endpoint", id.as_str())) }
}

/// Deletes deliveries past their retention.
pub fn prune(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    let cut_off = webhooks::cut_off(tx, MAX_MESSAGES)?;
    let before = cut_off.map_or(now - RETENTION, |cut_off| cut_off.max(now - RETENTION));
    let mut pruned = 0;
    for endpoint in webhooks::all(tx)? {
        pruned += webhooks::prune(tx, &endpoint.id, before)?;
    }
    webhooks::prune_messages(tx, before)?;
    events::prune(tx, now - RETENTION)?;
    Ok(pruned)
}
