//! URLs that users may be redirected to after signing in.

use housekey_contract::{Millis, RedirectUrlId};

use crate::query::Query;
use crate::{Result, Row, Tx};

/// A redirect URL as it is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RedirectUrlRecord {
    /// The redirect URL's id.
    pub id: RedirectUrlId,
    /// The full URL, normalized.
    pub url: String,
    /// When it was added.
    pub created_at: Millis,
}

const INSERT: &str = "INSERT INTO redirect_urls (instance_id, id, url, created_at) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT (instance_id, url) DO NOTHING";
const BY_ID: &str = "SELECT id, url, created_at FROM redirect_urls WHERE instance_id = $1 AND id = $2";
const BY_URL: &str = "SELECT id FROM redirect_urls WHERE instance_id = $1 AND url = $2";
const DELETE: &str = "DELETE FROM redirect_urls WHERE instance_id = $1 AND id = $2";
const COUNT: &str = "SELECT COUNT(*) FROM redirect_urls WHERE instance_id = $1";

/// Adds a redirect URL; false if it already exists.
pub fn insert(tx: &mut Tx<'_>, record: &RedirectUrlRecord) -> Result<bool> {
    let params = [record.id.as_str().into(), record.url.as_str().into(), record.created_at.0.into()];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// The redirect URL with this id.
pub fn find(tx: &mut Tx<'_>, id: &RedirectUrlId) -> Result<Option<RedirectUrlRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], record)
}

/// Whether exactly this redirect URL exists.
pub fn contains(tx: &mut Tx<'_>, url: &str) -> Result<bool> {
    Ok(tx.one(BY_URL, &[url.into()], |_| Ok(()))?.is_some())
}

/// Deletes a redirect URL; false if there is none.
pub fn delete(tx: &mut Tx<'_>, id: &RedirectUrlId) -> Result<bool> {
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// A page of all redirect URLs, newest first.
pub fn list(tx: &mut Tx<'_>, limit: u32, offset: u32) -> Result<Vec<RedirectUrlRecord>> {
    let mut query = Query::new("SELECT id, url, created_at FROM redirect_urls");
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, record)
}

/// How many redirect URLs there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(tx.one(COUNT, &[], |row| row.get(0))?.unwrap_or(0))
}

fn record(row: &Row<'_>) -> Result<RedirectUrlRecord> {
    Ok(RedirectUrlRecord {
        id: row.get::<String>(0)?.into(),
        url: row.get(1)?,
        created_at: Millis(row.get(2)?),
    })
}
