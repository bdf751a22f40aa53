//! Sessions, and the clients that hold them.

use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Metadata, Millis, OrganizationId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A session as it is stored. One that is stored as active may have ended by the passing of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionRecord {
    /// The session's id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// On which client it is.
    pub client_id: ClientId,
    /// Whether it can be used, or how it ended.
    pub status: SessionStatus,
    /// Who acts as the user.
    pub actor: Option<Metadata>,
    /// The active organization.
    pub last_active_organization_id: Option<OrganizationId>,
    /// The SHA-256 of the refresh token, when one was given out.
    pub refresh_token_digest: Option<String>,
    /// When a first factor was last proved.
    pub first_factor_at: Option<Millis>,
    /// When a second factor was last proved.
    pub second_factor_at: Option<Millis>,
    /// When it was last used.
    pub last_active_at: Millis,
    /// When it ends at the latest.
    pub expire_at: Millis,
    /// When it is given up if it is not used.
    pub abandon_at: Millis,
    /// When it began.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Which sessions are meant. What is none does not restrict.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Those of this user.
    pub user_id: Option<UserId>,
    /// Those on this client.
    pub client_id: Option<ClientId>,
    /// Those of this status at `now`.
    pub status: Option<SessionStatus>,
    /// The moment at which the status is judged.
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
/// Not ended by an act, though maybe by the passing of time.
const OPEN: &str = "status IN ('active', 'pending')";
const DELETE_BY_USER: &str = "DELETE FROM sessions WHERE instance_id = $1 AND user_id = $2";

/// The session with this id.
pub fn find(tx: &mut Tx<'_>, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<(), StoreError> {
    write(tx, INSERT, session)
}

/// Saves a session that is there already.
pub fn update(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<(), StoreError> {
    write(tx, UPDATE, session)
}

/// The sessions on a client, eldest first.
pub fn of_client(tx: &mut Tx<'_>, client: &ClientId) -> Result<Vec<SessionRecord>, StoreError> {
    tx.all(BY_CLIENT, &[client.as_str().into()], document)
}

/// The sessions on these clients, eldest first.
pub fn of_clients(tx: &mut Tx<'_>, clients: &[String]) -> Result<Vec<SessionRecord>, StoreError> {
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT document FROM sessions");
    query.among("client_id IN", clients);
    query.sql.push_str(" ORDER BY created_at, id");
    tx.all(&query.sql, &query.params, document)
}

/// The sessions of a user that have not been ended by an act.
pub fn active_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<Vec<SessionRecord>, StoreError> {
    tx.all(ACTIVE_BY_USER, &[user.as_str().into()], document)
}

/// The sessions of an organization's members that have not been ended by an act.
pub fn active_of_members(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
) -> Result<Vec<SessionRecord>, StoreError> {
    tx.all(ACTIVE_OF_MEMBERS, &[organization.as_str().into()], document)
}

/// Deletes every session of a user.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<(), StoreError> {
    tx.execute(DELETE_BY_USER, &[user.as_str().into()]).map(drop)
}

/// The sessions that match, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    limit: u32,
    offset: u32,
) -> Result<Vec<SessionRecord>, StoreError> {
    let mut query = matching("SELECT document FROM sessions", filters);
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many sessions match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64, StoreError> {
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
            // Ended by an act: the moment does not matter, but what is bound must be used.
            _ => format!("status = {status_text} AND created_at <= {now}"),
        };
        query.and(&condition);
    }
    query
}

fn write(tx: &mut Tx<'_>, sql: &str, session: &SessionRecord) -> Result<(), StoreError> {
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
