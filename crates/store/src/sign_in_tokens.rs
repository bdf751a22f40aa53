//! Sign-in tokens: single-use tickets. Only the SHA-256 of a ticket is stored.

use housekey_contract::object::SignInTokenStatus;
use housekey_contract::{Millis, OrganizationId, SignInTokenId, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A ticket as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInTokenRecord {
    /// The id of the ticket, not the ticket itself.
    pub id: SignInTokenId,
    /// The user to sign in.
    pub user_id: UserId,
    /// The organization to make active.
    pub organization_id: Option<OrganizationId>,
    /// The SHA-256 of the ticket.
    pub digest: String,
    /// The status, disregarding expiry.
    pub status: SignInTokenStatus,
    /// When it expires.
    pub expires_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str =
    "INSERT INTO sign_in_tokens (instance_id, id, user_id, digest, document) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE sign_in_tokens SET document = $3 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM sign_in_tokens WHERE instance_id = $1 AND id = $2";
const BY_DIGEST: &str = "SELECT document FROM sign_in_tokens WHERE instance_id = $1 AND digest = $2";
const DELETE_BY_USER: &str = "DELETE FROM sign_in_tokens WHERE instance_id = $1 AND user_id = $2";

/// The ticket with this id.
pub fn find(tx: &mut Tx<'_>, id: &SignInTokenId) -> Result<Option<SignInTokenRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The ticket with this digest.
pub fn find_by_digest(tx: &mut Tx<'_>, digest: &str) -> Result<Option<SignInTokenRecord>> {
    tx.one(BY_DIGEST, &[digest.into()], document)
}

/// Adds a ticket.
pub fn insert(tx: &mut Tx<'_>, token: &SignInTokenRecord) -> Result<()> {
    let document = to_document(token)?;
    let params = [
        token.id.as_str().into(),
        token.user_id.as_str().into(),
        token.digest.as_str().into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves a ticket that is there already.
pub fn update(tx: &mut Tx<'_>, token: &SignInTokenRecord) -> Result<()> {
    let document = to_document(token)?;
    tx.execute(UPDATE, &[token.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// Deletes every ticket of a user.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(DELETE_BY_USER, &[user.as_str().into()]).map(drop)
}
