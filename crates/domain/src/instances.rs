//! Instances and their keys.

use housekey_contract::{InstanceId, Millis, SecretKeyId};
use housekey_store::DatabaseTx;
use housekey_store::instances::{
    self, Environment, InstanceRecord, PrimaryDomain, SecretKeyRecord, Settings,
};
use rand::Rng;

use crate::error::{Code, Error, Result, invalid, not_found};
use crate::keys::SigningKey;
use crate::publishable_key::PublishableKey;
use crate::random;
use crate::seal::MasterKey;

/// Encryption context of signing keys.
const SIGNING_CONTEXT: &str = "signing_key";

/// A new instance.
#[derive(Clone, Debug)]
pub struct NewInstance {
    /// Name of the application.
    pub application_name: String,
    /// Development or production.
    pub environment: Environment,
    /// The host of its Frontend API. It is encoded in the publishable key and must contain a dot.
    pub host: String,
}

/// Prepares an instance with a new signing key. Slow (RSA key generation): call it outside a transaction.
pub fn prepare(
    new: NewInstance,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<InstanceRecord> {
    let pkcs8 = SigningKey::generate().map_err(|error| Error::Internal(error.to_string()))?;
    prepare_with(new, &pkcs8, seal, now, rng)
}

/// Prepares an instance with this unused signing key, in DER (PKCS#8).
pub fn prepare_with(
    new: NewInstance,
    pkcs8: &[u8],
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<InstanceRecord> {
    let id = InstanceId::from(random::id(rng, now, InstanceId::PREFIX));
    let publishable_key = PublishableKey::new(new.environment, &new.host).map_err(|problem| {
        invalid(Code::FormParamFormatInvalid, "host", "is invalid", problem.to_string())
    })?;
    let signing_key =
        SigningKey::from_pkcs8(id.as_str(), pkcs8).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(InstanceRecord {
        application_name: new.application_name,
        environment: new.environment,
        publishable_key: publishable_key.to_string(),
        signing_key: seal.seal(rng, SIGNING_CONTEXT, pkcs8),
        public_key: signing_key.public_jwk().clone(),
        created_at: now,
        settings: Settings::default(),
        primary_domain: PrimaryDomain::default(),
        id,
    })
}

/// Decrypts an instance's signing key.
pub fn signing_key(instance: &InstanceRecord, seal: &MasterKey) -> Result<SigningKey> {
    let opened = seal.open(SIGNING_CONTEXT, &instance.signing_key);
    let pkcs8 = opened.map_err(|error| {
        Error::Internal(format!("the signing key of {} can't be opened: {error}", instance.id))
    })?;
    SigningKey::from_pkcs8(instance.public_key.kid.as_str(), &pkcs8)
        .map_err(|error| Error::Internal(error.to_string()))
}

/// Generates a secret key: the key, which is shown only once, and its record.
pub fn new_secret_key(
    environment: Environment,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> (String, SecretKeyRecord) {
    let key = random::token(rng, environment.secret_prefix());
    let record = secret_key_record(&key, now, rng);
    (key, record)
}

/// The record of a secret key.
pub fn secret_key_record(key: &str, now: Millis, rng: &mut (impl Rng + ?Sized)) -> SecretKeyRecord {
    SecretKeyRecord {
        id: SecretKeyId::from(random::id(rng, now, SecretKeyId::PREFIX)),
        digest: random::hash_token(key),
        hint: hint(key),
        created_at: now,
        revoked_at: None,
    }
}

/// The prefix and the last four characters, such as `sk_test_…Ab3x`.
fn hint(key: &str) -> String {
    let prefix = key.get(..8).unwrap_or_default();
    let last = key.char_indices().rev().nth(3).map_or("", |(index, _)| &key[index..]);
    format!("{prefix}…{last}")
}

/// Adds an instance with its first secret key.
pub fn create(tx: &mut DatabaseTx<'_>, instance: &InstanceRecord, key: &SecretKeyRecord) -> Result<()> {
    instances::insert(tx, instance)?;
    add_key(tx, &instance.id, key)
}

/// Adds an instance unless one already exists; returns whether it did.
pub fn create_first(
    tx: &mut DatabaseTx<'_>,
    instance: &InstanceRecord,
    key: &SecretKeyRecord,
) -> Result<bool> {
    if !instances::all(tx)?.is_empty() {
        return Ok(false);
    }
    create(tx, instance, key).map(|()| true)
}

/// Adds a secret key to an instance.
pub fn add_key(tx: &mut DatabaseTx<'_>, instance: &InstanceId, key: &SecretKeyRecord) -> Result<()> {
    get(tx, instance)?;
    if instances::insert_key(tx, instance, key)? {
        return Ok(());
    }
    Err(invalid(
        Code::FormIdentifierExists,
        "secret_key",
        "is taken",
        "This secret key is already in use. Choose another.",
    ))
}

/// The instance with this id.
pub fn get(tx: &mut DatabaseTx<'_>, id: &InstanceId) -> Result<InstanceRecord> {
    instances::find(tx, id)?.ok_or_else(|| not_found("instance", id.as_str()))
}

/// Deletes an instance and all its data.
pub fn delete(tx: &mut DatabaseTx<'_>, id: &InstanceId) -> Result<()> {
    if instances::delete(tx, id)? { Ok(()) } else { Err(not_found("instance", id.as_str())) }
}

/// Revokes a secret key.
pub fn revoke_key(
    tx: &mut DatabaseTx<'_>,
    now: Millis,
    instance: &InstanceId,
    key: &SecretKeyId,
) -> Result<()> {
    if instances::revoke_key(tx, instance, key, now)? {
        Ok(())
    } else {
        Err(not_found("secret key", key.as_str()))
    }
}

/// The host of an instance's Frontend API, including the port if any.
pub fn host(instance: &InstanceRecord) -> Result<String> {
    let key: Result<PublishableKey, _> = instance.publishable_key.parse();
    key.map(|key| key.host().to_owned()).map_err(|error| Error::Internal(error.to_string()))
}
