//! Instances by secret key, id or host, with their signing keys parsed.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::HeaderMap;
use housekey_contract::{InstanceId, Millis};
use housekey_domain::error::{Code, Error};
use housekey_domain::keys::SigningKey;
use housekey_domain::publishable_key::PublishableKey;
use housekey_domain::seal::MasterKey;
use housekey_domain::{instances, random};
use housekey_store::instances as records;
use housekey_store::instances::{Environment, InstanceRecord, Settings};
use housekey_store::{DatabaseTx, Db, StoreError};

use crate::error::{Refusal, unknown_path};
use crate::http::bearer;

/// How long a key lookup is cached, and hence how long a revoked key may keep working.
const CACHE_LIFETIME: Millis = Millis(2_000);
/// How long a parsed signing key is kept after its last use.
const MAX_IDLE: Millis = Millis::from_seconds(60);
/// Maximum number of cached keys.
const MAX_KEYS: usize = 10_000;

/// The instance of a request, with its parsed signing key.
#[derive(Debug)]
pub struct Instance {
    /// The stored instance.
    pub record: InstanceRecord,
    /// The key that signs tokens, parsed once.
    pub signing_key: SigningKey,
    /// The `iss` of session tokens: the server's scheme and the publishable key's host.
    pub issuer: String,
}

impl Instance {
    /// The instance's id.
    pub fn id(&self) -> &InstanceId {
        &self.record.id
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.record.settings
    }

    /// Development or production.
    pub fn environment(&self) -> Environment {
        self.record.environment
    }
}

/// Finds instances and caches them.
pub struct Keyring {
    db: Db,
    seal: Arc<MasterKey>,
    /// The base URL of the server; its scheme begins the `iss` of session tokens.
    public_url: String,
    /// By digest of the secret key or by instance id, with the time of the lookup.
    known: RwLock<HashMap<String, (Arc<Instance>, Millis)>>,
    /// Number of invalidations so far.
    forgotten: AtomicU64,
}

impl Keyring {
    pub(crate) fn new(db: Db, seal: Arc<MasterKey>, public_url: String) -> Self {
        Self { db, seal, public_url, known: RwLock::default(), forgotten: AtomicU64::new(0) }
    }

    /// Returns the instance whose secret key the request carries.
    pub async fn authenticate(&self, headers: &HeaderMap, now: Millis) -> Result<Arc<Instance>, Refusal> {
        let digest = random::hash_token(bearer(headers).ok_or_else(malformed_header)?);
        let wanted = digest.clone();
        let found = self.look_up(digest, now, move |tx| records::find_by_key(tx, &wanted)).await?;
        found.ok_or_else(unknown_key)
    }

    /// Returns the instance with this id, for work without a secret key. May be as old as a cached key.
    pub(crate) async fn by_id(&self, id: &InstanceId, now: Millis) -> Result<Option<Arc<Instance>>, Refusal> {
        // Ids and digests can't collide, so both are keys of the same map.
        let wanted = id.clone();
        self.look_up(id.to_string(), now, move |tx| records::find(tx, &wanted)).await
    }

    /// Returns the instance whose publishable key contains this host.
    pub(crate) async fn by_host(&self, host: &str, now: Millis) -> Result<Option<Arc<Instance>>, Refusal> {
        let host = host.to_ascii_lowercase();
        let keys = [Environment::Development, Environment::Production]
            .map(|environment| PublishableKey::new(environment, &host).map(|key| key.to_string()));
        let [Ok(development), Ok(production)] = keys else { return Ok(None) };
        let name = format!("host {host}");
        let find = move |tx: &mut DatabaseTx<'_>| match records::find_by_publishable_key(tx, &production)? {
            None => records::find_by_publishable_key(tx, &development),
            found => Ok(found),
        };
        self.look_up(name, now, find).await
    }

    /// Returns the instance addressed by a path: the one with this id, or without an id the oldest one.
    pub(crate) async fn addressed(
        &self,
        id: Option<InstanceId>,
        now: Millis,
    ) -> Result<Arc<Instance>, Refusal> {
        let id = match id {
            Some(id) => Some(id),
            None => self.db.read(records::first_id).await?,
        };
        let found = match id {
            Some(id) => self.by_id(&id, now).await?,
            None => None,
        };
        found.ok_or_else(unknown_path)
    }

    /// Parses an instance's signing key.
    pub(crate) fn open(&self, record: InstanceRecord) -> Result<Instance, Error> {
        let signing_key = instances::signing_key(&record, &self.seal)?;
        let scheme = self.public_url.split("://").next().unwrap_or("https");
        let host = instances::host(&record)?;
        Ok(Instance { issuer: format!("{scheme}://{host}"), signing_key, record })
    }

    /// Returns the instance cached under this name, or else the one in the database.
    async fn look_up<F>(&self, name: String, now: Millis, find: F) -> Result<Option<Arc<Instance>>, Refusal>
    where
        F: Fn(&mut DatabaseTx<'_>) -> Result<Option<InstanceRecord>, StoreError> + Send + Sync + 'static,
    {
        if let Some(instance) = self.recall(&name, now) {
            return Ok(Some(instance));
        }
        let era = self.era();
        let Some(record) = self.db.read(find).await? else { return Ok(None) };
        let instance = match self.of_instance(&record) {
            Some(instance) => instance,
            None => Arc::new(self.open(record)?),
        };
        self.remember(name, &instance, now, era);
        Ok(Some(instance))
    }

    fn recall(&self, digest: &str, now: Millis) -> Option<Arc<Instance>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (instance, at) = known.get(digest)?;
        (*at <= now && now - *at < CACHE_LIFETIME).then(|| Arc::clone(instance))
    }

    /// Invalidates a changed instance, so that the next request reads it again. Other processes see the change within
    /// two seconds.
    pub fn forget(&self, instance: &InstanceId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.forgotten.fetch_add(1, Ordering::Relaxed);
        known.retain(|_, (other, _)| other.id() != instance);
    }

    /// Evicts what was not used lately.
    pub(crate) fn tidy(&self, now: Millis) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, at)| now - *at < MAX_IDLE);
        known.shrink_to_fit();
    }

    /// The number of invalidations; read it before reading an instance that will be cached.
    fn era(&self) -> u64 {
        self.forgotten.load(Ordering::Relaxed)
    }

    fn remember(&self, digest: String, instance: &Arc<Instance>, now: Millis, era: u64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // An invalidation in between means that the record may already be stale.
        if self.era() != era {
            return;
        }
        if known.len() >= MAX_KEYS {
            known.clear();
        }
        known.insert(digest, (Arc::clone(instance), now));
    }

    /// The parsed signing key of a known instance, to avoid parsing it again.
    fn of_instance(&self, record: &InstanceRecord) -> Option<Arc<Instance>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut instances = known.values().map(|(instance, _)| instance);
        instances.find(|instance| instance.record == *record).cloned()
    }
}

fn malformed_header() -> Refusal {
    let long = "The Authorization header is missing or malformed. It must be `Bearer sk_…`, with the instance's secret key.";
    Refusal::new(Code::AuthorizationHeaderFormatInvalid, "Invalid Authorization header format", long)
}

fn unknown_key() -> Refusal {
    let long = "The secret key is unknown to this server. Create a new one with `housekey keys create`.";
    Refusal::new(Code::ClerkKeyInvalid, "The provided secret key is invalid", long)
}
