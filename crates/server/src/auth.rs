//! Who asks: an instance, by one of its secret keys.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::{HeaderMap, StatusCode, header};
use housekey_contract::{InstanceId, Millis};
use housekey_domain::error::Error;
use housekey_domain::keys::SigningKey;
use housekey_domain::{instances, random};
use housekey_store::instances as records;
use housekey_store::instances::{Environment, InstanceRecord, Settings};

use crate::app::App;
use crate::error::{Refusal, unknown_path};

/// For how long a secret key that was found is not looked up again. So long, at most, a revoked key still opens.
const REMEMBERED: Millis = Millis(2_000);
/// How many keys are remembered at most.
const MOST_KEYS: usize = 10_000;

/// An instance that a request acts in, with its signing key ready for use.
#[derive(Debug)]
pub struct Instance {
    /// The instance as it is stored.
    pub record: InstanceRecord,
    /// The key that tokens are signed with, parsed once.
    pub signing_key: SigningKey,
    /// The `iss` of tokens: the scheme of the server and the host of the publishable key.
    pub issuer: String,
}

impl Instance {
    /// The instance's id.
    pub fn id(&self) -> &InstanceId {
        &self.record.id
    }

    /// How it behaves.
    pub fn settings(&self) -> &Settings {
        &self.record.settings
    }

    /// Whether it is for development or production.
    pub fn environment(&self) -> Environment {
        self.record.environment
    }
}

/// The instances that secret keys open.
#[derive(Debug, Default)]
pub struct Keyring {
    /// By the digest of the secret key, or by the instance's id, with the time at which it was looked up.
    known: RwLock<HashMap<String, (Arc<Instance>, Millis)>>,
    /// How often something was forgotten.
    forgotten: AtomicU64,
}

impl Keyring {
    fn recall(&self, digest: &str, now: Millis) -> Option<Arc<Instance>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (instance, at) = known.get(digest)?;
        (*at <= now && now - *at < REMEMBERED).then(|| Arc::clone(instance))
    }

    /// Forgets an instance that has changed, so that its next request sees it as it is. Other processes see it within
    /// two seconds.
    pub fn forget(&self, instance: &InstanceId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.forgotten.fetch_add(1, Ordering::Relaxed);
        known.retain(|_, (other, _)| other.id() != instance);
    }

    /// How often something was forgotten: to be asked before an instance is read that is to be remembered.
    fn era(&self) -> u64 {
        self.forgotten.load(Ordering::Relaxed)
    }

    fn remember(&self, digest: String, instance: &Arc<Instance>, now: Millis, era: u64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // What was read before something was forgotten may be what was to be forgotten.
        if self.era() != era {
            return;
        }
        if known.len() >= MOST_KEYS {
            known.clear();
        }
        known.insert(digest, (Arc::clone(instance), now));
    }

    /// The parsed signing key of an instance that was seen before, so that it is not parsed again.
    fn of_instance(&self, record: &InstanceRecord) -> Option<Arc<Instance>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut instances = known.values().map(|(instance, _)| instance);
        instances.find(|instance| instance.record == *record).cloned()
    }
}

/// The instance whose secret key the request carries.
pub async fn authenticate(app: &App, headers: &HeaderMap, now: Millis) -> Result<Arc<Instance>, Refusal> {
    let digest = random::hash_token(secret_key(headers)?);
    if let Some(instance) = app.keyring.recall(&digest, now) {
        return Ok(instance);
    }
    let (wanted, era) = (digest.clone(), app.keyring.era());
    let record = app.db.read(move |tx| records::find_by_key(tx, &wanted)).await?.ok_or_else(unknown_key)?;
    let instance = match app.keyring.of_instance(&record) {
        Some(instance) => instance,
        None => Arc::new(open(app, record)?),
    };
    app.keyring.remember(digest, &instance, now, era);
    Ok(instance)
}

/// The instance with this id, for work that no secret key asks for. It may be as old as a remembered key.
pub(crate) async fn by_id(app: &App, id: &InstanceId, now: Millis) -> Result<Option<Arc<Instance>>, Refusal> {
    // Ids are no digests, so the two can't be taken for each other.
    if let Some(instance) = app.keyring.recall(id.as_str(), now) {
        return Ok(Some(instance));
    }
    let (wanted, era) = (id.clone(), app.keyring.era());
    let Some(record) = app.db.read(move |tx| records::find(tx, &wanted)).await? else { return Ok(None) };
    let instance = match app.keyring.of_instance(&record) {
        Some(instance) => instance,
        None => Arc::new(open(app, record)?),
    };
    app.keyring.remember(id.to_string(), &instance, now, era);
    Ok(Some(instance))
}

/// The instance whose addresses are asked for: the one with this id, or the eldest, whose addresses have none in them.
pub(crate) async fn addressed(
    app: &App,
    id: Option<InstanceId>,
    now: Millis,
) -> Result<Arc<Instance>, Refusal> {
    let id = match id {
        Some(id) => Some(id),
        None => app.db.read(records::first_id).await?,
    };
    let found = match id {
        Some(id) => by_id(app, &id, now).await?,
        None => None,
    };
    found.ok_or_else(unknown_path)
}

/// An instance with its signing key ready for use.
pub(crate) fn open(app: &App, record: InstanceRecord) -> Result<Instance, Error> {
    let signing_key = instances::signing_key(&record, &app.seal)?;
    let scheme = app.public_url.split("://").next().unwrap_or("https");
    let host = instances::host(&record)?;
    Ok(Instance { issuer: format!("{scheme}://{host}"), signing_key, record })
}

fn secret_key(headers: &HeaderMap) -> Result<&str, Refusal> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, key) = header.and_then(|value| value.split_once(' ')).ok_or_else(malformed_header)?;
    if !scheme.eq_ignore_ascii_case("bearer") || key.trim().is_empty() {
        return Err(malformed_header());
    }
    Ok(key.trim())
}

fn malformed_header() -> Refusal {
    let long = "The Authorization header is missing or malformed. It must be `Bearer sk_…`, with the instance's secret key.";
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "authorization_header_format_invalid",
        "Invalid Authorization header format",
        long,
    )
}

fn unknown_key() -> Refusal {
    let long = "The secret key is not one of this server's. `housekey keys create` makes a new one.";
    Refusal::new(StatusCode::UNAUTHORIZED, "clerk_key_invalid", "The provided secret key is invalid", long)
}
