//! Invitations to the application. Only the SHA-256 of a ticket is stored.

use housekey_contract::object::InvitationStatus;
use housekey_contract::{InvitationId, Metadata, Millis};
use serde::{Deserialize, Serialize};

use crate::fold;
use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A stored invitation. If stored as pending, it may have expired since.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationRecord {
    /// The invitation's id.
    pub id: InvitationId,
    /// Email address of the invitee.
    pub email_address: String,
    /// Copied to the user's public metadata.
    pub public_metadata: Metadata,
    /// Where the link leads.
    pub redirect_url: Option<String>,
    /// The SHA-256 of the ticket.
    pub digest: String,
    /// The status, disregarding expiry.
    pub status: InvitationStatus,
    /// Until when it can be accepted.
    pub expires_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Filters for invitations. Unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only invitations with this status at `now`; by default all except revoked ones.
    pub status: Option<InvitationStatus>,
    /// Only those whose email address or id contains this text.
    pub search: Option<String>,
    /// The time at which the status is evaluated.
    pub now: Millis,
}

/// A column that invitations can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    CreatedAt,
    /// Email address of the invitee.
    EmailAddress,
    /// Expiry.
    ExpiresAt,
}

impl OrderBy {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::EmailAddress => "email_address",
            Self::ExpiresAt => "expires_at",
        }
    }
}

const INSERT: &str = "INSERT INTO invitations (instance_id, id, email_address, status, digest, created_at, \
                      expires_at, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const UPDATE: &str = "UPDATE invitations SET status = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM invitations WHERE instance_id = $1 AND id = $2";
const BY_DIGEST: &str = "SELECT document FROM invitations WHERE instance_id = $1 AND digest = $2";
// The plus keeps SQLite from walking through everything that has not expired; the address alone leaves next to nothing.
const PENDING: &str = "SELECT document FROM invitations WHERE instance_id = $1 AND email_address = $2 \
                       AND status = 'pending' AND +expires_at > $3 ORDER BY id LIMIT 1";

/// The invitation with this id.
pub fn find(tx: &mut Tx<'_>, id: &InvitationId) -> Result<Option<InvitationRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The invitation whose ticket has this digest.
pub fn find_by_digest(tx: &mut Tx<'_>, digest: &str) -> Result<Option<InvitationRecord>> {
    tx.one(BY_DIGEST, &[digest.into()], document)
}

/// The pending invitation of this address at `now`.
pub fn pending(tx: &mut Tx<'_>, email_address: &str) -> Result<Option<InvitationRecord>> {
    tx.one(PENDING, &[email_address.into(), tx.now().0.into()], document)
}

/// The invitations with these ids, in any order.
pub fn with_ids(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<InvitationRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT document FROM invitations");
    query.among("id IN", ids);
    tx.all(&query.sql, &query.params, document)
}

/// Adds an invitation.
pub fn insert(tx: &mut Tx<'_>, invitation: &InvitationRecord) -> Result<()> {
    let document = to_document(invitation)?;
    let params = [
        invitation.id.as_str().into(),
        invitation.email_address.as_str().into(),
        invitation.status.as_str().into(),
        invitation.digest.as_str().into(),
        invitation.created_at.0.into(),
        invitation.expires_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Updates the status of an existing invitation.
pub fn update(tx: &mut Tx<'_>, invitation: &InvitationRecord) -> Result<()> {
    let document = to_document(invitation)?;
    let params = [invitation.id.as_str().into(), invitation.status.as_str().into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// The matching invitations, in order; ties are ordered by id.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    (by, descending): (OrderBy, bool),
    limit: u32,
    offset: u32,
) -> Result<Vec<InvitationRecord>> {
    let pattern = filters.search.as_deref().map(fold::lowercase_pattern);
    let mut query = matching("SELECT document FROM invitations", filters, pattern.as_deref());
    let (column, direction) = (by.column(), if descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many invitations match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let pattern = filters.search.as_deref().map(fold::lowercase_pattern);
    let query = matching("SELECT COUNT(*) FROM invitations", filters, pattern.as_deref());
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters, pattern: Option<&'a str>) -> Query<'a> {
    let mut query = Query::new(select);
    match &filters.status {
        None => query.and("status <> 'revoked'"),
        Some(InvitationStatus::Pending) => {
            let now = query.bind(filters.now.0.into());
            query.and(&format!("status = 'pending' AND expires_at > {now}"));
        }
        Some(InvitationStatus::Expired) => {
            let now = query.bind(filters.now.0.into());
            query.and(&format!("status = 'pending' AND expires_at <= {now}"));
        }
        Some(status) => {
            let status = query.bind(status.as_str().into());
            query.and(&format!("status = {status}"));
        }
    }
    if let Some(pattern) = pattern {
        let pattern = query.bind(pattern.into());
        query.and(&format!(
            "(email_address LIKE {pattern} ESCAPE '\\' OR LOWER(id) LIKE {pattern} ESCAPE '\\')"
        ));
    }
    query
}
