//! Values and errors of Postgres, converted to the store's.

use std::error::Error as _;

use bytes::BytesMut;
use tokio_postgres::error::{DbError, SqlState};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Error, Row};

use crate::{Column, Param, Result, StoreError};

type Encoded = Result<IsNull, Box<dyn std::error::Error + Sync + Send>>;

impl ToSql for Param<'_> {
    fn to_sql(&self, to: &Type, out: &mut BytesMut) -> Encoded {
        match (*self, to) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Text(text), to) if <&str as ToSql>::accepts(to) => text.to_sql(to, out),
            (Self::Integer(number), &Type::INT8) => number.to_sql(to, out),
            (Self::Integer(number), &Type::INT4) => i32::try_from(number)?.to_sql(to, out),
            (Self::Integer(number), &Type::INT2) => i16::try_from(number)?.to_sql(to, out),
            (Self::Boolean(flag), &Type::BOOL) => flag.to_sql(to, out),
            (Self::Real(number), &Type::FLOAT8) => number.to_sql(to, out),
            (Self::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(to, out),
            (param, to) => Err(format!("{} does not fit {to}", param.kind()).into()),
        }
    }

    // Valid types depend on the value, so `to_sql` decides.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The value of a column, without copying.
pub(crate) fn column(row: &Row, index: usize) -> Result<Column<'_>> {
    let kind = row.columns().get(index).map(tokio_postgres::Column::type_);
    let kind = kind.ok_or_else(|| StoreError::Decode(format!("there is no column {index}")))?;
    match *kind {
        Type::BOOL => read(row, index, Column::Boolean),
        Type::INT8 => read(row, index, Column::Integer),
        Type::INT4 => read(row, index, |number: i32| Column::Integer(number.into())),
        Type::INT2 => read(row, index, |number: i16| Column::Integer(number.into())),
        Type::FLOAT8 => read(row, index, Column::Real),
        Type::BYTEA => read(row, index, Column::Bytes),
        ref kind if <&str as FromSql<'_>>::accepts(kind) => read(row, index, Column::Text),
        ref kind => {
            Err(StoreError::Decode(format!("column {index} is of type {kind}: cast it to one in use")))
        }
    }
}

fn read<'a, T: FromSql<'a>>(
    row: &'a Row,
    index: usize,
    column: impl FnOnce(T) -> Column<'a>,
) -> Result<Column<'a>> {
    let value = row.try_get::<_, Option<T>>(index).map_err(|error| StoreError::Decode(error.to_string()))?;
    Ok(value.map_or(Column::Null, column))
}

/// Converts an error. `Busy` and `Unavailable` are retried.
pub(super) fn error(error: &Error) -> StoreError {
    if let Some(problem) = error.as_db_error() {
        return refusal(problem);
    }
    let cause = error.source();
    let text = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
    if error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
        return StoreError::Unavailable(text);
    }
    StoreError::Other(text)
}

fn refusal(problem: &DbError) -> StoreError {
    let text = format!("{}, SQLSTATE {}", problem.message(), problem.code().code());
    match *problem.code() {
        SqlState::UNIQUE_VIOLATION => {
            StoreError::Conflict { constraint: problem.constraint().map(str::to_owned) }
        }
        SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy(text),
        SqlState::DISK_FULL => StoreError::Full(text),
        SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE => StoreError::ReadOnly(text),
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Corrupt(text),
        ref code => match code.code() {
            // Broken connections, and servers starting up or shutting down.
            code if code.starts_with("08") || code.starts_with("57P") => StoreError::Unavailable(text),
            code if code.starts_with("23") || code.starts_with("22") => StoreError::Violation(text),
            _ => StoreError::Other(text),
        },
    }
}
