//! Sign-ins in progress, and the one-time codes they wait for.

use housekey_contract::{Millis, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::strategy::Strategy;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A stored sign-in. It is stored with the first submitted factor; viewing a page stores nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInRecord {
    /// The sign-in's ID.
    pub id: String,
    /// SHA-256 of the browser's secret.
    pub secret_digest: String,
    /// The user who passed the first factor and has to pass a second one.
    pub proved: Option<ProvedUser>,
    /// The latest code that was sent.
    pub code: Option<SentCode>,
    /// Number of codes sent.
    pub codes_sent: u32,
    /// Number of failed attempts.
    pub failures: u32,
    /// The session created by it.
    pub session_id: Option<SessionId>,
    /// When it expires.
    pub expires_at: Millis,
}

/// A user who passed the first factor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvedUser {
    /// The user.
    pub user_id: UserId,
    /// The first factor.
    pub strategy: Strategy,
}

/// A code that was sent, or that only seems to have been sent because no account matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentCode {
    /// The user it was sent to, if any.
    pub user_id: Option<UserId>,
    /// The identifier that was entered.
    pub identifier: String,
    /// Whether it is a second factor.
    pub is_second_factor: bool,
    /// The code.
    pub code: OneTimeCode,
}

/// A stored one-time code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OneTimeCode {
    /// The code, encrypted.
    pub sealed: String,
    /// Number of attempts.
    pub attempts: u32,
    /// When it was sent.
    pub sent_at: Millis,
    /// When it expires.
    pub expires_at: Millis,
}

const SAVE: &str = "INSERT INTO sign_ins (instance_id, id, code_user_id, expires_at, document) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (instance_id, id) DO UPDATE SET code_user_id = $3, document = $5";
const FIND: &str = "SELECT document FROM sign_ins WHERE instance_id = $1 AND id = $2";
const DELETE: &str = "DELETE FROM sign_ins WHERE instance_id = $1 AND id = $2";
const DELETE_EXPIRED: &str = "DELETE FROM sign_ins WHERE instance_id = $1 AND expires_at <= $2";
const WITH_CODE: &str =
    "SELECT COUNT(*) FROM sign_ins WHERE instance_id = $1 AND code_user_id = $2 AND expires_at > $3";

/// Finds a sign-in by ID.
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<SignInRecord>> {
    tx.one(FIND, &[id.into()], document)
}

/// Inserts or updates a sign-in.
pub fn save(tx: &mut Tx<'_>, sign_in: &SignInRecord) -> Result<()> {
    let document = to_document(sign_in)?;
    let user = sign_in.code.as_ref().and_then(|code| code.user_id.as_ref());
    let params = [
        sign_in.id.as_str().into(),
        user.map_or("", UserId::as_str).into(),
        sign_in.expires_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(SAVE, &params).map(drop)
}

/// Deletes a sign-in.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.execute(DELETE, &[id.into()]).map(drop)
}

/// Deletes the expired sign-ins.
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    tx.execute(DELETE_EXPIRED, &[now.0.into()]).map(drop)
}

/// Counts the unexpired sign-ins in which codes were sent to a user.
pub fn with_code_of(tx: &mut Tx<'_>, user: &UserId) -> Result<u64> {
    let now = tx.now();
    Ok(tx.one(WITH_CODE, &[user.as_str().into(), now.0.into()], |row| row.get(0))?.unwrap_or(0))
}
