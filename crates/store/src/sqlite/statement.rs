//! Statements on a SQLite connection.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::error;
use crate::{Param, Result, Row, StoreError};

/// Runs a statement without parameters or rows, such as `BEGIN`.
pub(super) fn control(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute()).map(drop).map_err(error)
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let changed = bound(connection, sql, params)?.raw_execute().map_err(error)?;
    Ok(changed as u64)
}

pub(crate) fn one<T>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    map: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = bound(connection, sql, params)?;
    let mut rows = statement.raw_query();
    rows.next().map_err(error)?.map(|row| map(&Row::sqlite(row))).transpose()
}

pub(crate) fn all<T>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = bound(connection, sql, params)?;
    let mut rows = statement.raw_query();
    let mut answers = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        answers.push(map(&Row::sqlite(row))?);
    }
    Ok(answers)
}

/// The prepared statement with its parameters bound by number: SQLite treats `$2` as a name, and numbers names in order
/// of appearance.
fn bound<'a>(connection: &'a Connection, sql: &str, params: &[Param<'_>]) -> Result<CachedStatement<'a>> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    if statement.parameter_count() != params.len() {
        return Err(mismatched(sql, params));
    }
    for place in 1..=params.len() {
        let number = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse().ok());
        let param = number.and_then(|number: usize| params.get(number.checked_sub(1)?));
        let param = param.ok_or_else(|| mismatched(sql, params))?;
        statement.raw_bind_parameter(place, param).map_err(error)?;
    }
    Ok(statement)
}

/// As on Postgres, every parameter must be used and every use must be bound.
fn mismatched(sql: &str, params: &[Param<'_>]) -> StoreError {
    StoreError::Other(format!("{} parameters do not fit the statement {sql:?}", params.len()))
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Boolean(flag) => ValueRef::Integer(flag.into()),
            Self::Real(number) => ValueRef::Real(number),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
