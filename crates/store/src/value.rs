//! Parameters and column values, the same for both engines.

use std::str;

use crate::{Result, StoreError};

/// A parameter bound to `$n` of a statement. It adapts to the column's type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param<'a> {
    /// `NULL`, of any type.
    Null,
    /// `TEXT`. NUL characters are rejected, because Postgres can't store them.
    Text(&'a str),
    /// `BIGINT`.
    Integer(i64),
    /// `BOOLEAN`.
    Boolean(bool),
    /// `DOUBLE PRECISION`.
    Real(f64),
    /// `BLOB` or `BYTEA`.
    Bytes(&'a [u8]),
}

impl Param<'_> {
    /// Rejects values that only one of the engines would store.
    pub(crate) fn check_all(params: &[Self]) -> Result<()> {
        let has_nul = |param: &Self| matches!(param, Param::Text(text) if text.as_bytes().contains(&0));
        if params.iter().any(has_nul) {
            return Err(StoreError::Violation("text must not contain a NUL character".to_owned()));
        }
        Ok(())
    }

    /// Its type, for errors, which never contain values.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Text(_) => "text",
            Self::Integer(_) => "an integer",
            Self::Boolean(_) => "a boolean",
            Self::Real(_) => "a real number",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// Implements `From<$source> for Param`, taking the value as is or dereferenced.
macro_rules! params {
    ($($source:ty => |$value:ident| $param:expr;)*) => {$(
        impl<'a> From<$source> for Param<'a> {
            fn from($value: $source) -> Self {
                $param
            }
        }
    )*};
}

params! {
    &'a str => |text| Param::Text(text);
    &'a String => |text| Param::Text(text);
    &'a [u8] => |bytes| Param::Bytes(bytes);
    &'a Vec<u8> => |bytes| Param::Bytes(bytes);
    i64 => |number| Param::Integer(number);
    i32 => |number| Param::Integer(number.into());
    u32 => |number| Param::Integer(number.into());
    bool => |flag| Param::Boolean(flag);
    f64 => |number| Param::Real(number);
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<'a, T> From<&'a Option<T>> for Param<'a>
where
    &'a T: Into<Param<'a>>,
{
    fn from(value: &'a Option<T>) -> Self {
        value.as_ref().map_or(Self::Null, Into::into)
    }
}

/// A row of a result; columns are counted from 0.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    source: Source<'a>,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { source: Source::Sqlite(row) }
    }

    pub(crate) fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self { source: Source::Postgres(row) }
    }

    /// The column's value. [`StoreError::Decode`] if it has another type, or is null and `T` isn't an `Option`.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        T::from_column(self.column(index)?).map_err(|problem| problem.at(index))
    }

    /// The column's text without copying. [`StoreError::Decode`] if it isn't text.
    pub fn text(&self, index: usize) -> Result<&str> {
        match self.column(index)? {
            Column::Text(text) => Ok(text),
            other => Err(other.is_not("text").at(index)),
        }
    }

    /// The column's text without copying; `None` if null.
    pub fn text_or_null(&self, index: usize) -> Result<Option<&str>> {
        match self.column(index)? {
            Column::Null => Ok(None),
            _ => self.text(index).map(Some),
        }
    }

    fn column(&self, index: usize) -> Result<Column<'_>> {
        match self.source {
            Source::Sqlite(row) => sqlite_column(row, index),
            Source::Postgres(row) => crate::postgres::column(row, index),
        }
    }
}

fn sqlite_column<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<Column<'a>> {
    use rusqlite::types::ValueRef;

    let value = row.get_ref(index).map_err(|error| StoreError::Decode(error.to_string()))?;
    Ok(match value {
        ValueRef::Null => Column::Null,
        ValueRef::Integer(number) => Column::Integer(number),
        ValueRef::Real(number) => Column::Real(number),
        ValueRef::Blob(bytes) => Column::Bytes(bytes),
        ValueRef::Text(bytes) => {
            Column::Text(str::from_utf8(bytes).map_err(|error| StoreError::Decode(error.to_string()))?)
        }
    })
}

/// A column's value as represented by the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column<'a> {
    /// `NULL`.
    Null,
    /// `TEXT`.
    Text(&'a str),
    /// `BIGINT`, and on SQLite `BOOLEAN` as 0 or 1.
    Integer(i64),
    /// `BOOLEAN`, on Postgres.
    Boolean(bool),
    /// `DOUBLE PRECISION`.
    Real(f64),
    /// `BLOB` or `BYTEA`.
    Bytes(&'a [u8]),
}

impl Column<'_> {
    /// The error that the value doesn't have the expected type.
    pub fn is_not(&self, wanted: &'static str) -> Mismatch {
        let found = match self {
            Self::Null => "null",
            Self::Text(_) => "text",
            Self::Integer(_) => "an integer",
            Self::Boolean(_) => "a boolean",
            Self::Real(_) => "a real number",
            Self::Bytes(_) => "bytes",
        };
        Mismatch { found, wanted }
    }
}

/// A column has an unexpected type. Names types, never the value.
#[derive(Clone, Copy, Debug)]
pub struct Mismatch {
    found: &'static str,
    wanted: &'static str,
}

impl Mismatch {
    fn at(self, index: usize) -> StoreError {
        StoreError::Decode(format!("column {index} holds {}, not {}", self.found, self.wanted))
    }
}

/// A type that can be read from a column.
pub trait FromColumn: Sized {
    /// Converts the value, or reports its actual type.
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch>;
}

impl FromColumn for String {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Text(text) => Ok(text.to_owned()),
            other => Err(other.is_not("text")),
        }
    }
}

impl FromColumn for i64 {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Integer(number) => Ok(number),
            other => Err(other.is_not("an integer")),
        }
    }
}

impl FromColumn for u64 {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        i64::from_column(column)?.try_into().map_err(|_| column.is_not("a natural number"))
    }
}

impl FromColumn for u32 {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        i64::from_column(column)?.try_into().map_err(|_| column.is_not("a natural number of 32 bits"))
    }
}

impl FromColumn for bool {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Boolean(flag) => Ok(flag),
            Column::Integer(number @ (0 | 1)) => Ok(number == 1),
            other => Err(other.is_not("a boolean")),
        }
    }
}

impl FromColumn for f64 {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Real(number) => Ok(number),
            other => Err(other.is_not("a real number")),
        }
    }
}

impl FromColumn for Vec<u8> {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Bytes(bytes) => Ok(bytes.to_owned()),
            other => Err(other.is_not("bytes")),
        }
    }
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(column: Column<'_>) -> Result<Self, Mismatch> {
        match column {
            Column::Null => Ok(None),
            column => T::from_column(column).map(Some),
        }
    }
}
