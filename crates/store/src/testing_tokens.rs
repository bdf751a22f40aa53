//! Testing tokens, which let end-to-end tests bypass bot protection. Only the SHA-256 of a token is stored.

use housekey_contract::Millis;

use crate::{Result, Tx};

const INSERT: &str = "INSERT INTO testing_tokens (instance_id, digest, expires_at) VALUES ($1, $2, $3)";
const FIND: &str = "SELECT expires_at FROM testing_tokens WHERE instance_id = $1 AND digest = $2";
const DELETE_EXPIRED: &str = "DELETE FROM testing_tokens WHERE instance_id = $1 AND expires_at <= $2";

/// Adds a token, and deletes those that expired by `now`.
pub fn insert(tx: &mut Tx<'_>, digest: &str, expires_at: Millis) -> Result<()> {
    tx.execute(DELETE_EXPIRED, &[tx.now().0.into()])?;
    tx.execute(INSERT, &[digest.into(), expires_at.0.into()]).map(drop)
}

/// Whether the token with this digest is valid at `now`.
pub fn holds(tx: &mut Tx<'_>, digest: &str) -> Result<bool> {
    let now = tx.now();
    Ok(tx.one(FIND, &[digest.into()], |row| row.get::<i64>(0))?.is_some_and(|expires_at| expires_at > now.0))
}
