//! Sessions.

use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Metadata, Millis, OrganizationId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A stored session. If stored as active, it may have expired since.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionRecord {
    /// The session's id.
    pub id: SessionId,
    /// The user it belongs to.
    pub user_id: UserId,
    /// The client it belongs to.
    pub client_id: ClientId,
    /// The stored status.
    pub status: SessionStatus,
    /// The impersonator.
    pub actor: Option<Metadata>,
    /// The active organization.
    pub last_active_organization_id: Option<OrganizationId>,
    /// The SHA-256 of the refresh token, if one was issued.
    pub refresh_token_digest: Option<String>,
    /// When a first factor was last verified.
    pub first_factor_at: Option<Millis>,
    /// When a second factor was last verified.
    pub second_factor_at: Option<Millis>,
    /// When it was last used.
    pub last_active_at: Millis,
    /// When it expires.
    pub expire_at: Millis,
    /// When it is abandoned if not used before.
    pub abandon_at: Millis,
    /// When it was created.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Filters for sessions. Unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only sessions of this user.
    pub user_id: Option<UserId>,
    /// Only sessions of this client.
    pub client_id: Option<ClientId>,
    /// Only sessions with this status at `now`.
    pub status: Option<SessionStatus>,
    /// The time at which the status is evaluated.
    pub now: Millis,
}

const INSERT: &str = "INSERT INTO sessions (instance_id, id, user_id, client_id, status, created_at, expire_at, \
                      abandon_at, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const UPDATE: &str = "UPDATE sessions SET user_id = $3, client_id = $4, status = $5, created_at = $6, expire_at = $7, \
                      abandon_at = $8, document = $9 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM sessions WHERE instance_id = $1 AND id = $2";
const BY_CLIENT: &str = "SELECT document FROM sessions WHERE instance_id = $1 AND client_id = $2 ORDER BY created_at, id LIMIT 500";
const ACTIVE_BY_USER: &str = "SELECT document FROM sessions WHERE instance_id = $1 AND user_id = $2 AND status IN ('active', 'pending')";
const ACTIVE_OF_MEMBERS: &str = "SELECT document FROM sessions WHERE instance_id = $1 AND user_id IN \
                                (SELECT user_id FROM organization_memberships WHERE instance_id = $1 \
                                AND organization_id = $2) AND status IN ('active', 'pending')";
/// Not explicitly ended, but possibly expired.
const OPEN: &str = "status IN ('active', 'pending')";
const DELETE_BY_USER: &str = "DELETE FROM sessions WHERE instance_id = $1 AND user_id = $2";

/// The session with this id.
pub fn find(tx: &mut Tx<'_>, id: &SessionId) -> Result<Option<SessionRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<()> {
    write(tx, INSERT, session)
}

/// Saves a session that is there already.
pub fn update(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<()> {
    write(tx, UPDATE, session)
}

/// The sessions of a client, oldest first.
pub fn of_client(tx: &mut Tx<'_>, client: &ClientId) -> Result<Vec<SessionRecord>> {
    tx.all(BY_CLIENT, &[client.as_str().into()], document)
}

/// The sessions of these clients, oldest first.
pub fn of_clients(tx: &mut Tx<'_>, clients: &[String]) -> Result<Vec<SessionRecord>> {
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT document FROM sessions");
    query.among("client_id IN", clients);
    query.sql.push_str(" ORDER BY created_at, id");
    tx.all(&query.sql, &query.params, document)
}

/// The sessions of a user that haven't been explicitly ended.
pub fn active_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<Vec<SessionRecord>> {
    tx.all(ACTIVE_BY_USER, &[user.as_str().into()], document)
}

/// The sessions of an organization's members that haven't been explicitly ended.
pub fn active_of_members(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<Vec<SessionRecord>> {
    tx.all(ACTIVE_OF_MEMBERS, &[organization.as_str().into()], document)
}

/// Deletes all sessions of a user.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(DELETE_BY_USER, &[user.as_str().into()]).map(drop)
}

/// The matching sessions, newest first.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, limit: u32, offset: u32) -> Result<Vec<SessionRecord>> {
    let mut query = matching("SELECT document FROM sessions", filters);
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many sessions match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM sessions", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(user) = &filters.user_id {
        let user = query.bind(user.as_str().into());
        query.and(&format!("user_id = {user}"));
    }
    if let Some(client) = &filters.client_id {
        let client = query.bind(client.as_str().into());
        query.and(&format!("client_id = {client}"));
    }
    if let Some(status) = &filters.status {
        let (status_text, now) = (query.bind(status.as_str().into()), query.bind(filters.now.0.into()));
        let condition = match status {
            SessionStatus::Active | SessionStatus::Pending => {
                format!("status = {status_text} AND expire_at > {now} AND abandon_at > {now}")
            }
            SessionStatus::Expired => {
                format!(
                    "(status = {status_text} OR {OPEN} AND expire_at <= {now} AND expire_at <= abandon_at)"
                )
            }
            SessionStatus::Abandoned => {
                format!(
                    "(status = {status_text} OR {OPEN} AND abandon_at <= {now} AND abandon_at < expire_at)"
                )
            }
            // Explicitly ended: the time doesn't matter, but bound parameters must be used.
            _ => format!("status = {status_text} AND created_at <= {now}"),
        };
        query.and(&condition);
    }
    query
}

fn write(tx: &mut Tx<'_>, sql: &str, session: &SessionRecord) -> Result<()> {
    let document = to_document(session)?;
    tx.execute(
        sql,
        &[
            session.id.as_str().into(),
            session.user_id.as_str().into(),
            session.client_id.as_str().into(),
            session.status.as_str().into(),
            session.created_at.0.into(),
            session.expire_at.0.into(),
            session.abandon_at.0.into(),
            document.as_str().into(),
        ],
    )?;
    Ok(())
}
