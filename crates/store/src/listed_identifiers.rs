//! The allowlist and the blocklist of an instance.

use housekey_contract::object::IdentifierType;
use housekey_contract::{InvitationId, Millis};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// One of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Identifiers that may sign up.
    Allow,
    /// Identifiers that may not sign up.
    Block,
}

impl List {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Block => "block",
        }
    }
}

/// An entry as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListedIdentifierRecord {
    /// The entry's id: `alid_…` or `blid_…`.
    pub id: String,
    /// The normalized identifier, or a pattern.
    pub identifier: String,
    /// Type of the identifier.
    pub identifier_type: IdentifierType,
    /// The invitation that was sent for it.
    pub invitation_id: Option<InvitationId>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO listed_identifiers (instance_id, list, identifier, id, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (instance_id, list, identifier) DO NOTHING";
const DELETE: &str = "DELETE FROM listed_identifiers WHERE instance_id = $1 AND list = $2 AND id = $3";
const COUNT: &str = "SELECT COUNT(*) FROM listed_identifiers WHERE instance_id = $1 AND list = $2";

/// Adds an entry; false if the identifier is already listed.
pub fn insert(tx: &mut Tx<'_>, list: List, record: &ListedIdentifierRecord) -> Result<bool> {
    let document = to_document(record)?;
    let params = [
        list.as_str().into(),
        record.identifier.as_str().into(),
        record.id.as_str().into(),
        record.created_at.0.into(),
        document.as_str().into(),
    ];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Deletes an entry; false if there is none with this id on the list.
pub fn delete(tx: &mut Tx<'_>, list: List, id: &str) -> Result<bool> {
    Ok(tx.execute(DELETE, &[list.as_str().into(), id.into()])? > 0)
}

/// Whether the list contains any of these identifiers and patterns.
pub fn holds_any(tx: &mut Tx<'_>, list: List, identifiers: &[String]) -> Result<bool> {
    let mut query = Query::new("SELECT id FROM listed_identifiers");
    let list = query.bind(list.as_str().into());
    query.and(&format!("list = {list}"));
    query.among("identifier IN", identifiers);
    query.sql.push_str(" LIMIT 1");
    Ok(tx.one(&query.sql, &query.params, |_| Ok(()))?.is_some())
}

/// A page of a list, newest first.
pub fn list(tx: &mut Tx<'_>, list: List, limit: u32, offset: u32) -> Result<Vec<ListedIdentifierRecord>> {
    let mut query = Query::new("SELECT document FROM listed_identifiers");
    let list = query.bind(list.as_str().into());
    query.and(&format!("list = {list}"));
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// Counts the entries of a list.
pub fn count(tx: &mut Tx<'_>, list: List) -> Result<u64> {
    Ok(tx.one(COUNT, &[list.as_str().into()], |row| row.get(0))?.unwrap_or(0))
}
