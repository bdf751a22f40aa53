//! The waitlist.

use housekey_contract::object::WaitlistEntryStatus;
use housekey_contract::{InvitationId, Millis, WaitlistEntryId};
use serde::{Deserialize, Serialize};

use crate::fold;
use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// An entry as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitlistEntryRecord {
    /// The entry's id.
    pub id: WaitlistEntryId,
    /// Email address of the person waiting.
    pub email_address: String,
    /// Status of the entry.
    pub status: WaitlistEntryStatus,
    /// The invitation that was sent to it.
    pub invitation_id: Option<InvitationId>,
    /// When they were invited.
    pub invited_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Filters for waitlist entries. Unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only entries with this status.
    pub status: Option<WaitlistEntryStatus>,
    /// Only those whose email address or id contains this text.
    pub search: Option<String>,
}

/// A column that entries can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    CreatedAt,
    /// Email address of the person waiting.
    EmailAddress,
    /// When they were invited.
    InvitedAt,
}

impl OrderBy {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::EmailAddress => "email_address",
            Self::InvitedAt => "invited_at",
        }
    }
}

const INSERT: &str = "INSERT INTO waitlist_entries (instance_id, id, email_address, status, created_at, invited_at, \
                      document) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                      ON CONFLICT (instance_id, email_address) DO NOTHING";
const UPDATE: &str = "UPDATE waitlist_entries SET status = $3, invited_at = $4, document = $5 \
                      WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM waitlist_entries WHERE instance_id = $1 AND id = $2";
const BY_EMAIL_ADDRESS: &str =
    "SELECT document FROM waitlist_entries WHERE instance_id = $1 AND email_address = $2";
const DELETE: &str = "DELETE FROM waitlist_entries WHERE instance_id = $1 AND id = $2";

/// The entry with this id.
pub fn find(tx: &mut Tx<'_>, id: &WaitlistEntryId) -> Result<Option<WaitlistEntryRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The entry of this address.
pub fn find_by_email_address(tx: &mut Tx<'_>, email_address: &str) -> Result<Option<WaitlistEntryRecord>> {
    tx.one(BY_EMAIL_ADDRESS, &[email_address.into()], document)
}

/// Adds an entry; false if the address already has one.
pub fn insert(tx: &mut Tx<'_>, entry: &WaitlistEntryRecord) -> Result<bool> {
    let document = to_document(entry)?;
    let params = [
        entry.id.as_str().into(),
        entry.email_address.as_str().into(),
        entry.status.as_str().into(),
        entry.created_at.0.into(),
        entry.invited_at.map_or(0, |at| at.0).into(),
        document.as_str().into(),
    ];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Saves an entry that is there already.
pub fn update(tx: &mut Tx<'_>, entry: &WaitlistEntryRecord) -> Result<()> {
    let document = to_document(entry)?;
    let params = [
        entry.id.as_str().into(),
        entry.status.as_str().into(),
        entry.invited_at.map_or(0, |at| at.0).into(),
        document.as_str().into(),
    ];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes an entry.
pub fn delete(tx: &mut Tx<'_>, id: &WaitlistEntryId) -> Result<()> {
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

/// The matching entries, in order; ties are ordered by id.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    (by, descending): (OrderBy, bool),
    limit: u32,
    offset: u32,
) -> Result<Vec<WaitlistEntryRecord>> {
    let pattern = filters.search.as_deref().map(fold::lowercase_pattern);
    let mut query = matching("SELECT document FROM waitlist_entries", filters, pattern.as_deref());
    let (column, direction) = (by.column(), if descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many entries match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let pattern = filters.search.as_deref().map(fold::lowercase_pattern);
    let query = matching("SELECT COUNT(*) FROM waitlist_entries", filters, pattern.as_deref());
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters, pattern: Option<&'a str>) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(status) = &filters.status {
        let status = query.bind(status.as_str().into());
        query.and(&format!("status = {status}"));
    }
    if let Some(pattern) = pattern {
        let pattern = query.bind(pattern.into());
        query.and(&format!(
            "(email_address LIKE {pattern} ESCAPE '\\' OR LOWER(id) LIKE {pattern} ESCAPE '\\')"
        ));
    }
    query
}
