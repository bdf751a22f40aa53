//! Database errors, with messages for the operator.

use thiserror::Error;

/// The result of asking the database.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why a database operation failed.
///
/// A failed statement ends its transaction on both engines: later statements and the commit are refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// A row with this unique key already exists. The constraint is named by Postgres, or given as a list of
    /// `table.column`s (or an index) by SQLite; both name the table and the columns.
    #[error("a row with this key exists already ({})", .constraint.as_deref().unwrap_or("unnamed constraint"))]
    Conflict {
        /// `users_pkey` on Postgres, `users.instance_id, users.id` on SQLite.
        constraint: Option<String>,
    },
    /// The row violates a foreign key, check or `NOT NULL` constraint.
    #[error("the row breaks a rule of its table: {0}")]
    Violation(String),
    /// The disk or the database's quota is full.
    #[error("the disk is full: free space where the database lies; Housekey recovers by itself ({0})")]
    Full(String),
    /// The database or the transaction is read-only.
    #[error(
        "the database cannot be written: check the permissions of its file and directory, or its role ({0})"
    )]
    ReadOnly(String),
    /// The database was locked for too long, or conflicts persisted after many retries.
    #[error("the database is busy: try again ({0})")]
    Busy(String),
    /// The queue for the database is full; this work wasn't started.
    #[error("too much work is waiting for the database already: try again")]
    Overloaded,
    /// The database is unreachable. If a commit was in progress, it may have happened.
    #[error(
        "the database is unavailable: check that it runs and can be reached; Housekey reconnects by itself ({0})"
    )]
    Unavailable(String),
    /// The database handle was closed.
    #[error("the database was closed: Housekey is shutting down")]
    Closed,
    /// The schema was migrated by a newer version of Housekey.
    #[error(
        "the database has schema {found}, this Housekey knows up to {known}: run a newer Housekey, or restore a backup"
    )]
    NewerSchema {
        /// The schema version found in the database.
        found: i64,
        /// The newest schema version known to this build.
        known: i64,
    },
    /// The file is damaged or not a database.
    #[error("the database is damaged: restore it from a backup ({0})")]
    Corrupt(String),
    /// A column has an unexpected type or value.
    #[error("a value could not be decoded: {0}")]
    Decode(String),
    /// An earlier statement of the transaction failed, and the closure continued regardless.
    #[error("an earlier statement of the transaction failed, so it cannot go on")]
    Aborted,
    /// The closure of the transaction panicked; it was rolled back.
    #[error("the transaction panicked: {0}")]
    Panicked(String),
    /// Invalid database URL.
    #[error(
        "not the address of a database: {0}; write sqlite:PATH, sqlite::memory: or postgres://USER@HOST/NAME"
    )]
    Url(String),
    /// Any other error, as reported by the engine.
    #[error("the database refused: {0}")]
    Other(String),
}

impl StoreError {
    /// The error for a closure that panicked.
    pub(crate) fn panicked(payload: &(dyn std::any::Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        Self::Panicked(text.unwrap_or_else(|| "no message".to_owned()))
    }
}
