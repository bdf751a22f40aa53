//! Snapshot reads: reading with a single query, without a blocking thread or a transaction.
//!
//! The closure runs once to learn its query, which is sent on a shared connection, and runs again on the result. A
//! single query is its own snapshot. If the closure issues a second query, it runs in a transaction instead.

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock};

use tokio_postgres::Row;

use super::connect::Target;
use super::shared::Lines;
use crate::work::Work;
use crate::{DatabaseTx, Param, Result, StoreError};

/// Maximum number of remembered queries that start longer reads.
const MAX_TEXTS: usize = 1_000;

/// Runs reads that consist of a single query.
#[derive(Default)]
pub(super) struct SnapshotReads {
    pub(super) lines: Lines,
    /// First queries of closures that issued more.
    going_on: RwLock<HashSet<String>>,
}

impl SnapshotReads {
    /// Runs the work and returns whether it is done. It isn't if it issues more than one query or the query fails; then
    /// a transaction decides.
    pub(super) async fn run(&self, target: &Target, work: &dyn Work) -> bool {
        let Some(question) = ask(work) else { return true };
        if self.goes_on(&question.sql) {
            return false;
        }
        let Some(rows) = self.lines.query(target, &question).await else { return false };
        let mut snapshot_read = SnapshotRead { stage: Stage::Answering(question, rows) };
        DatabaseTx::snapshot_read(&mut snapshot_read, &mut None).run(work);
        match snapshot_read.stage {
            Stage::Answered(_) => true,
            Stage::More(sql) => {
                self.remember(&sql);
                false
            }
            Stage::Asking | Stage::Asked(_) | Stage::Answering(..) => false,
        }
    }

    fn goes_on(&self, sql: &str) -> bool {
        self.going_on.read().unwrap_or_else(PoisonError::into_inner).contains(sql)
    }

    fn remember(&self, sql: &str) {
        let mut texts = self.going_on.write().unwrap_or_else(PoisonError::into_inner);
        if texts.len() < MAX_TEXTS {
            texts.insert(sql.to_owned());
        }
    }
}

/// The first query of the work; `None` if it finishes without one.
fn ask(work: &dyn Work) -> Option<Question> {
    let mut snapshot_read = SnapshotRead { stage: Stage::Asking };
    DatabaseTx::snapshot_read(&mut snapshot_read, &mut None).run(work);
    match snapshot_read.stage {
        Stage::Asked(question) => Some(question),
        _ => None,
    }
}

/// A read that consists of a single query.
pub(crate) struct SnapshotRead {
    stage: Stage,
}

enum Stage {
    /// No query yet.
    Asking,
    Asked(Question),
    /// The result of this query is available.
    Answering(Question, Vec<Row>),
    Answered((Arc<str>, Vec<Row>)),
    /// More than this query was issued.
    More(Arc<str>),
}

impl SnapshotRead {
    /// The rows, if available; otherwise an error that ends the closure.
    pub(crate) fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<&[Row]> {
        self.stage = match mem::replace(&mut self.stage, Stage::Asking) {
            Stage::Asking => Stage::Asked(Question::new(sql, params)),
            Stage::Answering(question, rows) if question.is(sql, params) => {
                Stage::Answered((question.sql, rows))
            }
            Stage::Answering(question, _) => Stage::More(question.sql),
            Stage::Answered((first, _)) => Stage::More(first),
            asked => asked,
        };
        match &self.stage {
            Stage::Answered((_, rows)) => Ok(rows),
            _ => Err(StoreError::Busy("the answer to this query is not there yet".to_owned())),
        }
    }
}

/// A query with its parameters, owned while it is in flight.
pub(super) struct Question {
    pub(super) sql: Arc<str>,
    values: Vec<Value>,
}

impl Question {
    fn new(sql: &str, params: &[Param<'_>]) -> Self {
        Self { sql: sql.into(), values: params.iter().map(Value::of).collect() }
    }

    fn is(&self, sql: &str, params: &[Param<'_>]) -> bool {
        *self.sql == *sql && self.params().eq(params.iter().copied())
    }

    pub(super) fn params(&self) -> impl Iterator<Item = Param<'_>> {
        self.values.iter().map(Value::param)
    }
}

/// An owned parameter.
enum Value {
    Text(String),
    Bytes(Vec<u8>),
    /// A parameter without references.
    Plain(Param<'static>),
}

impl Value {
    fn of(param: &Param<'_>) -> Self {
        match *param {
            Param::Text(text) => Self::Text(text.to_owned()),
            Param::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
            Param::Null => Self::Plain(Param::Null),
            Param::Integer(number) => Self::Plain(Param::Integer(number)),
            Param::Boolean(flag) => Self::Plain(Param::Boolean(flag)),
            Param::Real(number) => Self::Plain(Param::Real(number)),
        }
    }

    fn param(&self) -> Param<'_> {
        match self {
            Self::Text(text) => Param::Text(text),
            Self::Bytes(bytes) => Param::Bytes(bytes),
            Self::Plain(param) => *param,
        }
    }
}
