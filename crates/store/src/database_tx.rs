//! The transaction as seen by its closure, the same on both engines.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::postgres::session::Session;
use crate::postgres::snapshot_read::SnapshotRead;
use crate::sqlite::statement as sqlite;
use crate::work::Work;
use crate::{Param, Result, Row, StoreError};

/// The access mode of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// A running transaction on the whole database. Tenant data is accessed through a [`Tx`](crate::Tx).
///
/// Statements use the SQL subset shared by both engines, with parameters `$1` to `$n`, each used at least once. They
/// are prepared once per connection and text, so keep the number of distinct texts small and pass values as parameters.
pub struct DatabaseTx<'a> {
    engine: Engine<'a>,
    access: Access,
    /// The error of the statement that ended the transaction.
    failed: &'a mut Option<StoreError>,
}

enum Engine<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a mut Session),
    /// Postgres, for a single query.
    SnapshotRead(&'a mut SnapshotRead),
}

impl<'a> DatabaseTx<'a> {
    pub(crate) fn sqlite(
        connection: &'a rusqlite::Connection,
        access: Access,
        failed: &'a mut Option<StoreError>,
    ) -> Self {
        Self { engine: Engine::Sqlite(connection), access, failed }
    }

    pub(crate) fn postgres(
        session: &'a mut Session,
        access: Access,
        failed: &'a mut Option<StoreError>,
    ) -> Self {
        Self { engine: Engine::Postgres(session), access, failed }
    }

    pub(crate) fn snapshot_read(
        snapshot_read: &'a mut SnapshotRead,
        failed: &'a mut Option<StoreError>,
    ) -> Self {
        Self { engine: Engine::SnapshotRead(snapshot_read), access: Access::Read, failed }
    }

    /// The same transaction, borrowed.
    pub(crate) fn reborrow(&mut self) -> DatabaseTx<'_> {
        let engine = match &mut self.engine {
            Engine::Sqlite(connection) => Engine::Sqlite(connection),
            Engine::Postgres(session) => Engine::Postgres(session),
            Engine::SnapshotRead(snapshot_read) => Engine::SnapshotRead(snapshot_read),
        };
        DatabaseTx { engine, access: self.access, failed: self.failed }
    }

    /// Whether the engine is SQLite, for the few statements that differ.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// Runs a statement and returns the number of rows it changed.
    ///
    /// [`StoreError::Conflict`] if a unique key is taken. That ends the transaction, so if you expect conflicts, use
    /// `ON CONFLICT DO NOTHING` and check the count.
    pub fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        if self.access == Access::Read {
            return Err(only_reads());
        }
        self.attempt(params, |engine| match engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Engine::Postgres(session) => session.execute(sql, params),
            Engine::SnapshotRead(_) => Err(only_reads()),
        })
    }

    /// The first row of a query, if any.
    pub fn one<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.attempt(params, |engine| match engine {
            Engine::Sqlite(connection) => sqlite::one(connection, sql, params, map),
            Engine::Postgres(session) => {
                session.query(sql, params)?.first().map(|row| map(&Row::postgres(row))).transpose()
            }
            Engine::SnapshotRead(snapshot_read) => {
                snapshot_read.query(sql, params)?.first().map(|row| map(&Row::postgres(row))).transpose()
            }
        })
    }

    /// All rows of a query, in order.
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.attempt(params, |engine| match engine {
            Engine::Sqlite(connection) => sqlite::all(connection, sql, params, map),
            Engine::Postgres(session) => {
                session.query(sql, params)?.iter().map(|row| map(&Row::postgres(row))).collect()
            }
            Engine::SnapshotRead(snapshot_read) => {
                snapshot_read.query(sql, params)?.iter().map(|row| map(&Row::postgres(row))).collect()
            }
        })
    }

    /// Runs several statements without parameters, for migrations.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.attempt(&[], |engine| match engine {
            Engine::Sqlite(connection) => connection.execute_batch(sql).map_err(crate::sqlite::error),
            Engine::Postgres(session) => session.batch(sql),
            Engine::SnapshotRead(_) => Err(only_reads()),
        })
    }

    /// Runs the work and returns whether it succeeded. Turns a panic into an error, and rejects a success despite a
    /// failed statement.
    pub(crate) fn run(&mut self, work: &dyn Work) -> bool {
        let refused = match catch_unwind(AssertUnwindSafe(|| work.run(self))) {
            Err(payload) => StoreError::panicked(&*payload),
            Ok(true) if self.failed.is_some() => StoreError::Aborted,
            Ok(succeeded) => return succeeded,
        };
        work.refuse(refused);
        false
    }

    /// Runs a statement unless an earlier one failed.
    ///
    /// Postgres aborts a transaction at its first error. Doing the same on SQLite makes tests on SQLite catch this.
    fn attempt<T>(
        &mut self,
        params: &[Param<'_>],
        run: impl FnOnce(&mut Engine<'a>) -> Result<T>,
    ) -> Result<T> {
        if self.failed.is_some() {
            return Err(StoreError::Aborted);
        }
        let answer = Param::check_all(params).and_then(|()| run(&mut self.engine));
        *self.failed = answer.as_ref().err().cloned();
        answer
    }
}

fn only_reads() -> StoreError {
    StoreError::ReadOnly("this transaction only reads".to_owned())
}
