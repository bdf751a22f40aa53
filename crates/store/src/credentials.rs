//! Credentials of users.

use housekey_contract::UserId;
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A user's credentials. None of them are stored in plaintext.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CredentialsRecord {
    /// The password digest.
    pub password: Option<PasswordRecord>,
    /// The secret of the authenticator app.
    pub totp: Option<TotpRecord>,
    /// Digests of the remaining backup codes.
    pub backup_codes: Vec<String>,
}

/// A password digest.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasswordRecord {
    /// The hasher: `argon2id`, `bcrypt` …
    pub hasher: String,
    /// The digest in the hasher's own format.
    pub digest: String,
}

/// The secret of an authenticator app.
#[derive(Clone, Serialize, Deserialize)]
pub struct TotpRecord {
    /// The secret, encrypted (sealed) with the master key.
    pub sealed_secret: String,
    /// The time step of the last used code, which can't be used again, nor can earlier ones.
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

/// The credentials of a user; empty if there are none.
pub fn get(tx: &mut Tx<'_>, user: &UserId) -> Result<CredentialsRecord> {
    Ok(tx.one(BY_USER, &[user.as_str().into()], document)?.unwrap_or_default())
}

/// Saves the credentials of a user.
pub fn save(tx: &mut Tx<'_>, user: &UserId, credentials: &CredentialsRecord) -> Result<()> {
    let document = to_document(credentials)?;
    tx.execute(SAVE, &[user.as_str().into(), document.as_str().into()]).map(drop)
}

/// Deletes the credentials of a user.
pub fn delete(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(DELETE, &[user.as_str().into()]).map(drop)
}
