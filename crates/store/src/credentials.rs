//! What users prove themselves with.

use housekey_contract::UserId;
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// What a user proves themselves with. Nothing in it is in the clear.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CredentialsRecord {
    /// The password's digest, with the name of its hasher.
    pub password: Option<PasswordRecord>,
    /// The secret of the authenticator app.
    pub totp: Option<TotpRecord>,
    /// The digests of the backup codes that are left.
    pub backup_codes: Vec<String>,
}

/// A password's digest.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasswordRecord {
    /// The hasher: `argon2id`, `bcrypt` …
    pub hasher: String,
    /// The digest in the hasher's own form.
    pub digest: String,
}

/// The secret of an authenticator app.
#[derive(Clone, Serialize, Deserialize)]
pub struct TotpRecord {
    /// The secret, sealed with the master key.
    pub sealed_secret: String,
    /// The last time step whose code was used; it and those before are no longer good.
    pub last_step: Option<i64>,
}

impl std::fmt::Debug for CredentialsRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CredentialsRecord { .. }")
    }
}

const BY_USER: &str = "SELECT document FROM credentials WHERE instance_id = $1 AND user_id = $2";
const SAVE: &str = "INSERT INTO credentials (instance_id, user_id, document) VALUES ($1, $2, $3) \
                    ON CONFLICT (instance_id, user_id) DO UPDATE SET document = excluded.document";
const DELETE: &str = "DELETE FROM credentials WHERE instance_id = $1 AND user_id = $2";

/// What a user proves themselves with; empty if there is nothing.
pub fn get(tx: &mut Tx<'_>, user: &UserId) -> Result<CredentialsRecord, StoreError> {
    Ok(tx.one(BY_USER, &[user.as_str().into()], document)?.unwrap_or_default())
}

/// Saves what a user proves themselves with.
pub fn save(tx: &mut Tx<'_>, user: &UserId, credentials: &CredentialsRecord) -> Result<(), StoreError> {
    let document = to_document(credentials)?;
    tx.execute(SAVE, &[user.as_str().into(), document.as_str().into()]).map(drop)
}

/// Deletes what a user proves themselves with.
pub fn delete(tx: &mut Tx<'_>, user: &UserId) -> Result<(), StoreError> {
    tx.execute(DELETE, &[user.as_str().into()]).map(drop)
}
