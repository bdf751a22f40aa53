//! Clients: browsers and devices, which hold sessions.

use housekey_contract::{ClientId, Millis, SessionId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A stored client. Its sessions are separate rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientRecord {
    /// The client's id.
    pub id: ClientId,
    /// The sign-in in progress.
    pub sign_in_id: Option<String>,
    /// The sign-up in progress.
    pub sign_up_id: Option<String>,
    /// The session used most recently.
    pub last_active_session_id: Option<SessionId>,
    /// The strategy of the most recent sign-in.
    pub last_authentication_strategy: Option<String>,
    /// The SHA-256 of the random part of the token that the browser stores.
    pub rotating_token_digest: Option<String>,
    /// When it was first seen.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO clients (instance_id, id, created_at, document) VALUES ($1, $2, $3, $4)";
const UPDATE: &str = "UPDATE clients SET document = $3 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM clients WHERE instance_id = $1 AND id = $2";
const COUNT: &str = "SELECT COUNT(*) FROM clients WHERE instance_id = $1";

/// The client with this id.
pub fn find(tx: &mut Tx<'_>, id: &ClientId) -> Result<Option<ClientRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// Adds a client.
pub fn insert(tx: &mut Tx<'_>, client: &ClientRecord) -> Result<()> {
    let document = to_document(client)?;
    tx.execute(INSERT, &[client.id.as_str().into(), client.created_at.0.into(), document.as_str().into()])
        .map(drop)
}

/// Saves a client that is there already.
pub fn update(tx: &mut Tx<'_>, client: &ClientRecord) -> Result<()> {
    let document = to_document(client)?;
    tx.execute(UPDATE, &[client.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// A page of all clients, newest first.
pub fn list(tx: &mut Tx<'_>, limit: u32, offset: u32) -> Result<Vec<ClientRecord>> {
    let mut query = Query::new("SELECT document FROM clients");
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many clients there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(tx.one(COUNT, &[], |row| row.get(0))?.unwrap_or(0))
}
