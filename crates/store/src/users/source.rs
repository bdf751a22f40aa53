//! Where the rows of a listing are taken from.
//!
//! Whether to walk through users in the order that is asked for, or to gather the few that match and sort them,
//! depends on how many match. Postgres keeps figures of that; SQLite does not, so there the store looks.

use super::listing::{Filters, OrderBy};
use super::text::{ids_from, trigrams};
use crate::query::Query;
use crate::{Param, StoreError, Tx};

/// So many users, at most, are gathered and sorted. With more that match, a page is soon found on the way.
const FEW: u32 = 2_000;
/// So many users, at most, are found by the beginning of their id.
const MAX_IDS: u32 = 100;

/// SQLite's index of the unique key of users: `instance_id`, `id`.
const BY_USER: &str = "sqlite_autoindex_users_1";
/// The plan for these very values, where the general one does not know what is searched for.
const CUSTOM_PLAN: &str = "SELECT set_config('plan_cache_mode', 'force_custom_plan', $1 <> '')";
const BY_ID: &str =
    "SELECT id FROM users WHERE instance_id = $1 AND id >= $2 AND id < $3 ORDER BY id LIMIT $4";

/// Where the rows of a listing are taken from.
pub(super) enum Source {
    /// Wherever the engine finds best.
    Planned,
    /// From an index, in its order.
    Index(&'static str),
    /// From the users whose text has these trigrams.
    Trigrams(String),
    /// From these users: the search was for their ids.
    Ids(Vec<String>),
}

impl Source {
    /// The best source for these filters and this order.
    pub(super) fn choose(tx: &mut Tx<'_>, filters: &Filters, by: OrderBy) -> Result<Self, StoreError> {
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
        // Left to itself, SQLite walks through everybody in order rather than gather the few who are named.
        if !filters.identifications.is_empty() || !filters.ids.is_empty() {
            return Ok(Self::Index(BY_USER));
        }
        if !filters.organizations.is_empty() {
            return Ok(Self::Planned);
        }
        Ok(few(tx, filters)?.unwrap_or(Self::Index(by.index())))
    }

    /// A query over the source's rows, to be narrowed further.
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

    /// Whether its rows are all that was searched for.
    pub(super) fn has_searched(&self) -> bool {
        matches!(self, Self::Ids(_))
    }
}

/// The users whose ids begin with what is searched for.
fn searched_ids(tx: &mut Tx<'_>, filters: &Filters) -> Result<Vec<String>, StoreError> {
    let Some((from, to)) = filters.search.as_deref().and_then(ids_from) else { return Ok(Vec::new()) };
    tx.all(BY_ID, &[from.into(), (&to).into(), MAX_IDS.into()], |row| row.get(0))
}

/// A source of few rows that holds all that match, if one of the filters alone leaves so few.
fn few(tx: &mut Tx<'_>, filters: &Filters) -> Result<Option<Source>, StoreError> {
    if let Some(trigrams) = trigrams(texts(filters)) {
        // Every statement names the instance, though this index is not parted by instances.
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

/// Whether there are few such rows, which is known after looking at as many.
fn are_few(tx: &mut Tx<'_>, rows: &str, params: &[Param<'_>]) -> Result<bool, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {rows} LIMIT $2) AS some");
    let params: Vec<Param<'_>> = std::iter::once(FEW.into()).chain(params.iter().copied()).collect();
    Ok(tx.one(&sql, &params, |row| row.get::<i64>(0))? < Some(FEW.into()))
}

/// The texts of which each must stand somewhere in what a user is known by.
fn texts(filters: &Filters) -> impl Iterator<Item = &str> {
    let partial = filters.partial.iter().map(|(_, text)| text.as_str());
    filters.search.as_deref().into_iter().chain(filters.name.as_deref()).chain(partial)
}
