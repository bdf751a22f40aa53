//! Shared connections that pipeline queries.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, Row, Statement};

use super::connect::Target;
use super::snapshot_read::Question;
use crate::{Param, Result};

/// Maximum number of connections. Queries queue behind each other only when all are busy.
const LINES: usize = 8;
/// Maximum number of prepared statements per connection.
const STATEMENTS: NonZeroUsize = NonZeroUsize::new(256).expect("256 is not zero");

/// There is no `BEGIN` here that could say so.
const ONLY_READ: &str = "SET default_transaction_read_only = on";

/// The connections.
#[derive(Default)]
pub(super) struct Lines {
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    lines: Vec<Arc<SharedLine>>,
    /// Number of connections being opened.
    opening: usize,
    closed: bool,
}

struct SharedLine {
    client: Client,
    statements: Mutex<LruCache<Arc<str>, Statement>>,
    /// Queries in flight.
    under_way: AtomicUsize,
}

impl Lines {
    /// The rows of the result; `None` if there is no connection or the query failed.
    pub(super) async fn query(&self, target: &Target, question: &Question) -> Option<Vec<Row>> {
        let line = match self.pick() {
            Pick::Line(line) => line,
            Pick::New(place) => place.open(target).await.ok()?,
            Pick::Nothing => return None,
        };
        line.under_way.fetch_add(1, Ordering::Relaxed);
        let _done = OnDrop(|| {
            line.under_way.fetch_sub(1, Ordering::Relaxed);
        });
        line.query(question).await.ok()
    }

    /// Opens no more connections; queries in flight are still answered.
    pub(super) fn close(&self) {
        let mut open = self.lock();
        open.closed = true;
        open.lines.clear();
    }

    /// An idle connection, else a slot for a new one, else the least busy one.
    fn pick(&self) -> Pick<'_> {
        let mut open = self.lock();
        open.lines.retain(|line| !line.client.is_closed());
        let least = open.lines.iter().min_by_key(|line| line.load());
        match least {
            Some(line) if line.load() == 0 || open.lines.len() + open.opening >= LINES => {
                Pick::Line(Arc::clone(line))
            }
            _ if open.closed || open.lines.len() + open.opening >= LINES => Pick::Nothing,
            _ => {
                open.opening += 1;
                Pick::New(Place { lines: self })
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Pick<'a> {
    Line(Arc<SharedLine>),
    New(Place<'a>),
    /// All connections are still being opened.
    Nothing,
}

/// A slot for a connection, released when opening it succeeds or fails.
struct Place<'a> {
    lines: &'a Lines,
}

impl Place<'_> {
    async fn open(self, target: &Target) -> Result<Arc<SharedLine>> {
        let (client, wire) = target.connect().await?;
        tokio::spawn(async move {
            if let Err(error) = wire.await {
                tracing::debug!(%error, "a connection to the database ended");
            }
        });
        client.batch_execute(ONLY_READ).await.map_err(|error| super::value::error(&error))?;
        let statements = Mutex::new(LruCache::new(STATEMENTS));
        let line = Arc::new(SharedLine { client, statements, under_way: AtomicUsize::new(0) });
        let mut open = self.lines.lock();
        if !open.closed {
            open.lines.push(Arc::clone(&line));
        }
        drop(open);
        Ok(line)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.lines.lock().opening -= 1;
    }
}

impl SharedLine {
    fn load(&self) -> usize {
        self.under_way.load(Ordering::Relaxed)
    }

    async fn query(&self, question: &Question) -> Result<Vec<Row>, Error> {
        let statement = self.prepared(&question.sql).await?;
        let params: Vec<Param<'_>> = question.params().collect();
        let params: Vec<_> = params.iter().map(|param| param as &(dyn ToSql + Sync)).collect();
        let answer = self.client.query(&statement, &params).await;
        if answer.is_err() {
            // It may have been prepared for an old schema.
            self.statements().pop(&question.sql);
        }
        answer
    }

    async fn prepared(&self, sql: &Arc<str>) -> Result<Statement, Error> {
        let known = self.statements().get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        self.statements().put(Arc::clone(sql), statement.clone());
        Ok(statement)
    }

    fn statements(&self) -> MutexGuard<'_, LruCache<Arc<str>, Statement>> {
        self.statements.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a closure on drop.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
