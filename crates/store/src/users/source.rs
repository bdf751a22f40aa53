//! Choosing the index that a listing reads from.
//!
//! Whether to scan users in the requested order, or to collect the matches and sort them, depends on their number.
//! Postgres keeps statistics; SQLite doesn't, so the store counts.

use super::listing::{Filters, OrderBy};
use super::text::{ids_from, trigrams};
use crate::query::Query;
use crate::{Param, Result, Tx};

/// Up to so many matches are collected and sorted. With more matches, a page is found quickly by scanning.
const FEW: u32 = 2_000;
/// Maximum number of users found by an id prefix.
const MAX_IDS: u32 = 100;

/// SQLite's index for the primary key of users: `instance_id`, `id`.
const BY_USER: &str = "sqlite_autoindex_users_1";
/// Plans for the actual values, where a generic plan doesn't know the search text.
const CUSTOM_PLAN: &str = "SELECT set_config('plan_cache_mode', 'force_custom_plan', $1 <> '')";
const BY_ID: &str =
    "SELECT id FROM users WHERE instance_id = $1 AND id >= $2 AND id < $3 ORDER BY id LIMIT $4";

/// Choosing the index that a listing reads from.
pub(super) enum Source {
    /// The engine's choice.
    Planned,
    /// An index, in its order.
    Index(&'static str),
    /// Users whose text contains these trigrams.
    Trigrams(String),
    /// These users, whose ids were searched for.
    Ids(Vec<String>),
}

impl Source {
    /// Chooses the best source for these filters and this order.
    pub(super) fn choose(tx: &mut Tx<'_>, filters: &Filters, by: OrderBy) -> Result<Self> {
        let ids = searched_ids(tx, filters)?;
        if !ids.is_empty() {
            return Ok(Self::Ids(ids));
        }
        if !tx.is_sqlite() {
            if texts(filters).next().is_some() {
                tx.one(CUSTOM_PLAN, &[], |_| Ok(()))?;
            }
            return Ok(Self::Planned);
        }
        // By itself, SQLite would scan all users in order rather than collect the few that are named.
        if !filters.identifications.is_empty() || !filters.ids.is_empty() {
            return Ok(Self::Index(BY_USER));
        }
        if !filters.organizations.is_empty() {
            return Ok(Self::Planned);
        }
        Ok(few(tx, filters)?.unwrap_or(Self::Index(by.index())))
    }

    /// A query on the source's rows, to be filtered further.
    pub(super) fn query<'a>(&'a self, columns: &str) -> Query<'a> {
        match self {
            Self::Planned => Query::new(&format!("SELECT {columns} FROM users")),
            Self::Index(index) => Query::new(&format!("SELECT {columns} FROM users INDEXED BY {index}")),
            Self::Trigrams(trigrams) => {
                let found = "user_search CROSS JOIN users ON users.position = user_search.rowid";
                let mut query = Query::new(&format!("SELECT {columns} FROM {found}"));
                let trigrams = query.bind(trigrams.into());
                query.and(&format!("user_search MATCH {trigrams}"));
                query
            }
            Self::Ids(ids) => {
                let mut query = Query::new(&format!("SELECT {columns} FROM users"));
                query.among("id IN", ids);
                query
            }
        }
    }

    /// Whether the source already applies the search.
    pub(super) fn has_searched(&self) -> bool {
        matches!(self, Self::Ids(_))
    }
}

/// The users whose ids start with the search text.
fn searched_ids(tx: &mut Tx<'_>, filters: &Filters) -> Result<Vec<String>> {
    let Some((from, to)) = filters.search.as_deref().and_then(ids_from) else { return Ok(Vec::new()) };
    tx.all(BY_ID, &[from.into(), (&to).into(), MAX_IDS.into()], |row| row.get(0))
}

/// A source of few rows that contains all matches, if one of the filters alone is that selective.
fn few(tx: &mut Tx<'_>, filters: &Filters) -> Result<Option<Source>> {
    if let Some(trigrams) = trigrams(texts(filters)) {
        // Every statement must use `$1`, although this index isn't partitioned by instance.
        let rows = "user_search WHERE $1 <> '' AND user_search MATCH $3";
        if are_few(tx, rows, &[(&trigrams).into()])? {
            return Ok(Some(Source::Trigrams(trigrams)));
        }
    }
    let before = filters.before.iter().map(|(column, time)| (column, "> 0", "<", time));
    let after = filters.after.iter().map(|(column, time)| (column, "IS NOT NULL", ">", time));
    for (column, holds, relation, time) in before.chain(after) {
        let (column, index) = (column.column(), column.index());
        let condition = format!("instance_id = $1 AND {column} {holds} AND {column} {relation} $3");
        if are_few(tx, &format!("users INDEXED BY {index} WHERE {condition}"), &[time.0.into()])? {
            return Ok(Some(Source::Index(index)));
        }
    }
    let banned = "users INDEXED BY users_banned WHERE instance_id = $1 AND banned";
    let is_rare = filters.banned == Some(true) && are_few(tx, banned, &[])?;
    Ok(is_rare.then_some(Source::Index("users_banned")))
}

/// Whether there are few such rows, determined by reading at most that many.
fn are_few(tx: &mut Tx<'_>, rows: &str, params: &[Param<'_>]) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {rows} LIMIT $2) AS some");
    let params: Vec<Param<'_>> = std::iter::once(FEW.into()).chain(params.iter().copied()).collect();
    Ok(tx.one(&sql, &params, |row| row.get::<i64>(0))? < Some(FEW.into()))
}

/// The search texts, each of which must occur in a user's text.
fn texts(filters: &Filters) -> impl Iterator<Item = &str> {
    let partial = filters.partial.iter().map(|(_, text)| text.as_str());
    filters.search.as_deref().into_iter().chain(filters.name.as_deref()).chain(partial)
}
