//! A Postgres connection driven by its user: no task, no thread, no context switch.

use std::num::NonZeroUsize;

use futures_util::future::join;
use lru::LruCache;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, Row, Statement};

use super::connect::Target;
use super::line::Line;
use super::value;
use crate::database_tx::Access;
use crate::{Param, Result, StoreError};

/// Maximum number of prepared statements per connection.
const STATEMENTS: NonZeroUsize = NonZeroUsize::new(256).expect("256 is not zero");

/// A connection with its prepared statements.
pub(crate) struct Session {
    client: Client,
    line: Line,
    statements: LruCache<String, Prepared>,
    state: State,
}

/// A prepared statement, and what is known about its use.
struct Prepared {
    statement: Statement,
    /// Whether a read transaction that started with it issued more queries.
    goes_on: bool,
}

/// The state of the connection's transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    /// The text is sent with the first statement, to save a round trip.
    Beginning(&'static str),
    Begun,
    /// A query ran without `BEGIN`, on the assumption that it is the only one and thus its own snapshot.
    Alone,
}

/// Begins a read transaction.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
/// Begins a write transaction.
const SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";

impl Session {
    pub(super) fn open(target: &Target) -> Result<Self> {
        let mut line = Line::new()?;
        let (client, wire) = line.drive(target.connect())?;
        line.wire = Some(wire);
        Ok(Self { client, line, statements: LruCache::new(STATEMENTS), state: State::Idle })
    }

    pub(super) fn begin(&mut self, access: Access) {
        self.state = State::Beginning(match access {
            Access::Read => SNAPSHOT,
            Access::Write => SERIALIZABLE,
        });
    }

    /// Uses an isolation level that sees what was committed while waiting for the lock.
    pub(super) fn begin_migration(&mut self) {
        self.state = State::Beginning("BEGIN ISOLATION LEVEL READ COMMITTED");
    }

    /// Commits. Nobody waits for the response after a read transaction.
    pub(super) fn commit(&mut self, access: Access) -> Result<()> {
        let was = std::mem::replace(&mut self.state, State::Idle);
        match (was, access) {
            (State::Begun, Access::Read) => self.send("COMMIT"),
            (State::Begun, Access::Write) => {
                self.line.drive(self.client.batch_execute("COMMIT")).map_err(|error| value::error(&error))?;
            }
            // No statement was run.
            _ => {}
        }
        Ok(())
    }

    /// Rolls back the transaction, if any.
    pub(super) fn roll_back(&mut self) {
        if std::mem::replace(&mut self.state, State::Idle) == State::Begun {
            self.send("ROLLBACK");
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.line.wire.is_some() && !self.client.is_closed()
    }

    pub(crate) fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        if self.state == State::Alone {
            return Err(self.not_alone());
        }
        let prepared = self.prepared(sql)?;
        let (statement, goes_on) = (prepared.statement.clone(), prepared.goes_on);
        if self.state == State::Beginning(SNAPSHOT) && !goes_on && sql.starts_with("SELECT") {
            self.state = State::Alone;
        }
        let params = erased(params);
        self.run(async |client| client.query(&statement, &params).await)
    }

    /// Makes the closure run again in a transaction, also next time.
    fn not_alone(&mut self) -> StoreError {
        // The query that ran alone was the most recently used.
        if let Some((_, first)) = self.statements.iter_mut().next() {
            first.goes_on = true;
        }
        StoreError::Busy("the queries of this transaction need one snapshot".to_owned())
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepared(sql)?.statement.clone();
        let params = erased(params);
        self.run(async |client| client.execute(&statement, &params).await)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.run(async |client| client.batch_execute(sql).await)
    }

    /// Sends a command, preceded by `BEGIN` if due, and waits for both responses at once.
    fn run<T>(&mut self, command: impl AsyncFnOnce(&Client) -> Result<T, Error>) -> Result<T> {
        let answer = match self.state {
            State::Beginning(begin) => {
                self.state = State::Begun;
                let both = join(self.client.batch_execute(begin), command(&self.client));
                let (opened, answer) = self.line.drive(both);
                opened.and(answer)
            }
            _ => self.line.drive(command(&self.client)),
        };
        answer.map_err(|error| value::error(&error))
    }

    /// Sends a command without waiting; its response is read before the next one.
    fn send(&mut self, command: &str) {
        self.line.send(self.client.batch_execute(command));
    }

    fn prepared(&mut self, sql: &str) -> Result<&Prepared> {
        if !self.statements.contains(sql) {
            let prepared = self.line.drive(self.client.prepare(sql));
            let statement = prepared.map_err(|error| value::error(&error))?;
            self.statements.put(sql.to_owned(), Prepared { statement, goes_on: false });
        }
        self.statements.get(sql).ok_or_else(|| StoreError::Other("a statement was lost".to_owned()))
    }
}

fn erased<'a>(params: &'a [Param<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}
