//! Instances and their secret keys. These are the only queries that aren't bound to an instance.

mod general;
mod organization_settings;
mod primary_domain;
mod restrictions;
mod sign_up;

use housekey_contract::object::Jwk;
use housekey_contract::{InstanceId, Millis, SecretKeyId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{DatabaseTx, Result, Tx};

pub use general::General;
pub use organization_settings::OrganizationSettings;
pub use primary_domain::PrimaryDomain;
pub use restrictions::{Restrictions, SignUpMode};
pub use sign_up::{Requirement, SignUpSettings};

/// An isolated set of users, keys and settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceRecord {
    /// The instance's id.
    pub id: InstanceId,
    /// Name of the application.
    pub application_name: String,
    /// Development or production.
    pub environment: Environment,
    /// The publishable key.
    pub publishable_key: String,
    /// The private key that signs tokens, sealed.
    pub signing_key: String,
    /// Its public key.
    pub public_key: Jwk,
    /// When it was made.
    pub created_at: Millis,
    /// The settings.
    pub settings: Settings,
    /// The domain where its users sign in.
    pub primary_domain: PrimaryDomain,
}

/// The environment of an instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// For development and testing: keys start with `sk_test_` and `pk_test_`.
    #[default]
    Development,
    /// For real users: keys start with `sk_live_` and `pk_live_`.
    Production,
}

impl Environment {
    /// Prefix of publishable keys.
    pub const fn publishable_prefix(self) -> &'static str {
        match self {
            Self::Development => "pk_test_",
            Self::Production => "pk_live_",
        }
    }

    /// Prefix of secret keys.
    pub const fn secret_prefix(self) -> &'static str {
        match self {
            Self::Development => "sk_test_",
            Self::Production => "sk_live_",
        }
    }
}

/// Settings of an instance. Durations are in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Maximum lifetime of a session.
    pub session_lifetime: i64,
    /// Inactivity timeout of a session.
    pub session_inactivity: i64,
    /// Whether a browser or device can have only one session at a time.
    pub single_session_mode: bool,
    /// Lifetime of a session token.
    pub token_lifetime: i64,
    /// Number of failed attempts that lock a user.
    pub lockout_attempts: u32,
    /// Duration of a lock.
    pub lockout_duration: i64,
    /// Whether users may delete their own account; can be overridden per user.
    pub delete_self_enabled: bool,
    /// Whether users may create organizations; can be overridden per user.
    pub create_organization_enabled: bool,
    /// Organization settings.
    pub organizations: OrganizationSettings,
    /// Sign-up restrictions.
    pub restrictions: Restrictions,
    /// What sign-ups ask for.
    pub sign_up: SignUpSettings,
    /// What belongs to no other group.
    pub general: General,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session_lifetime: 7 * 24 * 3600,
            session_inactivity: 30 * 24 * 3600,
            single_session_mode: true,
            token_lifetime: 60,
            lockout_attempts: 10,
            lockout_duration: 3600,
            delete_self_enabled: true,
            create_organization_enabled: true,
            organizations: OrganizationSettings::default(),
            restrictions: Restrictions::default(),
            sign_up: SignUpSettings::default(),
            general: General::default(),
        }
    }
}

const INSERT: &str = "INSERT INTO instances (id, created_at, document) VALUES ($1, $2, $3)";
const BY_ID: &str = "SELECT document FROM instances WHERE id = $1";
const BY_PUBLISHABLE_KEY: &str =
    "SELECT document FROM instances WHERE publishable_key = $1 ORDER BY created_at, id LIMIT 1";
const FIRST: &str = "SELECT document FROM instances ORDER BY created_at, id LIMIT 1";
const ALL: &str = "SELECT document FROM instances ORDER BY created_at, id";
const FIRST_ID: &str = "SELECT id FROM instances ORDER BY created_at, id LIMIT 1";
const IS_FIRST: &str =
    "SELECT eldest.id = $1 FROM (SELECT id FROM instances ORDER BY created_at, id LIMIT 1) AS eldest";
const UPDATE: &str = "UPDATE instances SET document = $2 WHERE id = $1";
const BY_KEY: &str = "SELECT instances.document FROM secret_keys JOIN instances ON instances.id = secret_keys.instance_id \
                      WHERE secret_keys.digest = $1 AND secret_keys.revoked_at IS NULL";

/// Adds an instance.
pub fn insert(tx: &mut DatabaseTx<'_>, instance: &InstanceRecord) -> Result<()> {
    let document = to_document(instance)?;
    tx.execute(
        INSERT,
        &[instance.id.as_str().into(), instance.created_at.0.into(), document.as_str().into()],
    )?;
    Ok(())
}

/// Saves an instance that is there already.
pub fn update(tx: &mut DatabaseTx<'_>, instance: &InstanceRecord) -> Result<()> {
    let document = to_document(instance)?;
    tx.execute(UPDATE, &[instance.id.as_str().into(), document.as_str().into()])?;
    Ok(())
}

/// The instance with this id.
pub fn find(tx: &mut DatabaseTx<'_>, id: &InstanceId) -> Result<Option<InstanceRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The instance with this publishable key; the oldest, if several were created for the same host.
pub fn find_by_publishable_key(tx: &mut DatabaseTx<'_>, key: &str) -> Result<Option<InstanceRecord>> {
    tx.one(BY_PUBLISHABLE_KEY, &[key.into()], document)
}

/// The transaction's instance; `None` if it was deleted.
pub fn own(tx: &mut Tx<'_>) -> Result<Option<InstanceRecord>> {
    tx.one(BY_ID, &[], document)
}

/// Saves the transaction's instance.
pub fn save_own(tx: &mut Tx<'_>, instance: &InstanceRecord) -> Result<()> {
    let document = to_document(instance)?;
    tx.execute(UPDATE, &[document.as_str().into()]).map(drop)
}

/// The instance with this secret key, by the key's digest.
pub fn find_by_key(tx: &mut DatabaseTx<'_>, digest: &str) -> Result<Option<InstanceRecord>> {
    tx.one(BY_KEY, &[digest.into()], document)
}

/// The oldest instance.
pub fn first(tx: &mut DatabaseTx<'_>) -> Result<Option<InstanceRecord>> {
    tx.one(FIRST, &[], document)
}

/// Every instance, eldest first.
pub fn all(tx: &mut DatabaseTx<'_>) -> Result<Vec<InstanceRecord>> {
    tx.all(ALL, &[], document)
}

/// The oldest instance.
pub fn first_id(tx: &mut DatabaseTx<'_>) -> Result<Option<InstanceId>> {
    tx.one(FIRST_ID, &[], |row| Ok(row.get::<String>(0)?.into()))
}

/// Whether the transaction's instance is the oldest.
pub fn is_first(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one(IS_FIRST, &[], |row| row.get(0))?.unwrap_or(false))
}

/// Deletes an instance and all its data.
pub fn delete(tx: &mut DatabaseTx<'_>, id: &InstanceId) -> Result<bool> {
    for table in TABLES {
        tx.execute(&format!("DELETE FROM {table} WHERE instance_id = $1"), &[id.as_str().into()])?;
    }
    Ok(tx.execute("DELETE FROM instances WHERE id = $1", &[id.as_str().into()])? > 0)
}

/// The tables whose rows belong to an instance and are deleted with it. A test checks this list against the schema.
pub const TABLES: &[&str] = &[
    "secret_keys",
    "users",
    "identifications",
    "credentials",
    "clients",
    "sessions",
    "sign_in_tokens",
    "testing_tokens",
    "jwt_templates",
    "images",
    "webhook_endpoints",
    "events",
    "messages",
    "webhook_messages",
    "webhook_deliveries",
    "accountless_applications",
    "redirect_urls",
    "domains",
    "proxy_checks",
    "saml_connections",
    "saml_domains",
    "organizations",
    "organization_roles",
    "organization_memberships",
    "organization_invitations",
    "organization_domains",
    "oauth_applications",
    "oauth_grants",
    "oauth_tokens",
    "oauth_consents",
    "sign_ins",
    "listed_identifiers",
    "invitations",
    "sign_ups",
    "waitlist_entries",
    "actor_tokens",
    "webhook_services",
    "webhook_passes",
    "templates",
];

/// A secret key's record; the key itself isn't stored.
#[derive(Clone, Debug)]
pub struct SecretKeyRecord {
    /// The record's id.
    pub id: SecretKeyId,
    /// The SHA-256 of the key.
    pub digest: String,
    /// The key's prefix and last characters, to tell keys apart.
    pub hint: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
}

const INSERT_KEY: &str = "INSERT INTO secret_keys (digest, instance_id, id, hint, created_at) VALUES ($1, $2, $3, $4, $5) \
                          ON CONFLICT (digest) DO NOTHING";
const KEYS: &str = "SELECT id, digest, hint, created_at, revoked_at FROM secret_keys WHERE instance_id = $1 ORDER BY created_at, id";
const REVOKE_KEY: &str =
    "UPDATE secret_keys SET revoked_at = $3 WHERE instance_id = $1 AND id = $2 AND revoked_at IS NULL";

/// Adds a secret key; false if it already exists.
pub fn insert_key(tx: &mut DatabaseTx<'_>, instance: &InstanceId, key: &SecretKeyRecord) -> Result<bool> {
    let params = [
        key.digest.as_str().into(),
        instance.as_str().into(),
        key.id.as_str().into(),
        key.hint.as_str().into(),
        key.created_at.0.into(),
    ];
    Ok(tx.execute(INSERT_KEY, &params)? > 0)
}

/// The instance's secret keys, oldest first, including revoked ones.
pub fn keys(tx: &mut DatabaseTx<'_>, instance: &InstanceId) -> Result<Vec<SecretKeyRecord>> {
    tx.all(KEYS, &[instance.as_str().into()], |row| {
        Ok(SecretKeyRecord {
            id: row.get::<String>(0)?.into(),
            digest: row.get(1)?,
            hint: row.get(2)?,
            created_at: Millis(row.get(3)?),
            revoked_at: row.get::<Option<i64>>(4)?.map(Millis),
        })
    })
}

/// Revokes a secret key; false if there is no active key with this id.
pub fn revoke_key(
    tx: &mut DatabaseTx<'_>,
    instance: &InstanceId,
    id: &SecretKeyId,
    now: Millis,
) -> Result<bool> {
    Ok(tx.execute(REVOKE_KEY, &[instance.as_str().into(), id.as_str().into(), now.0.into()])? > 0)
}
