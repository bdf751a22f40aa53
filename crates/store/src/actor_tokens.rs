//! Tickets with which somebody can act as a user once. Only a ticket's SHA-256 is kept.

use housekey_contract::object::ActorTokenStatus;
use housekey_contract::{ActorTokenId, Metadata, Millis, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A ticket as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorTokenRecord {
    /// The ticket's id; not what is presented.
    pub id: ActorTokenId,
    /// As whom somebody acts.
    pub user_id: UserId,
    /// Who acts.
    pub actor: Metadata,
    /// For how many seconds the session lasts at most.
    pub session_seconds: i64,
    /// The SHA-256 of what is presented.
    pub digest: String,
    /// Whether it can still be used, apart from its time.
    pub status: ActorTokenStatus,
    /// Until when it can be used.
    pub expires_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str =
    "INSERT INTO actor_tokens (instance_id, id, user_id, digest, document) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE actor_tokens SET document = $3 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM actor_tokens WHERE instance_id = $1 AND id = $2";
const BY_DIGEST: &str = "SELECT document FROM actor_tokens WHERE instance_id = $1 AND digest = $2";
const DELETE_BY_USER: &str = "DELETE FROM actor_tokens WHERE instance_id = $1 AND user_id = $2";

/// The ticket with this id.
pub fn find(tx: &mut Tx<'_>, id: &ActorTokenId) -> Result<Option<ActorTokenRecord>, StoreError> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The ticket that is presented, by its digest.
pub fn find_by_digest(tx: &mut Tx<'_>, digest: &str) -> Result<Option<ActorTokenRecord>, StoreError> {
    tx.one(BY_DIGEST, &[digest.into()], document)
}

/// Adds a ticket.
pub fn insert(tx: &mut Tx<'_>, token: &ActorTokenRecord) -> Result<(), StoreError> {
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
pub fn update(tx: &mut Tx<'_>, token: &ActorTokenRecord) -> Result<(), StoreError> {
    let document = to_document(token)?;
    tx.execute(UPDATE, &[token.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// Deletes every ticket of a user.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<(), StoreError> {
    tx.execute(DELETE_BY_USER, &[user.as_str().into()]).map(drop)
}
