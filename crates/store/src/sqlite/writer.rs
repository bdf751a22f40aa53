//! The thread that writes: it runs what waits, commits once, then answers all.
//!
//! Closures that succeed need nothing around them, and one that fails has seldom changed anything before. Where it has, the
//! group is undone and runs again, each closure in a savepoint of its own: savepoints copy every page that is changed
//! within them, and make the full-text index write itself out, which is a third of what a write costs.

use std::sync::Arc;
use std::thread;

use rusqlite::Connection;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use super::error;
use super::statement::control;
use crate::database_tx::Access;
use crate::migrate::{self, MIGRATIONS};
use crate::work::Work;
use crate::{DatabaseTx, StoreError};

/// Closures in one commit, which bounds how long the first of them waits for the last.
const GROUP: usize = 256;
/// Closures that may wait; whoever comes later is refused.
const QUEUE: usize = 4096;

/// The way to the writer's thread, which ends with it.
pub(super) struct Writer {
    messages: mpsc::Sender<Message>,
}

enum Message {
    Run(Job),
    Close(oneshot::Sender<()>),
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (messages, inbox) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new().name("sqlite-writer".to_owned());
        let started = thread.spawn(move || serve(connection, inbox));
        started.map_err(|problem| StoreError::Other(format!("no thread for the writer: {problem}")))?;
        Ok(Self { messages })
    }

    /// Has the work done and its answer kept, or says why it could not be.
    pub(super) async fn submit(&self, work: Arc<dyn Work>, access: Access) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        let job = Job { work, access, reply };
        self.messages.try_send(Message::Run(job)).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Overloaded,
            TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Waits until everything sent before is answered and the thread is through.
    pub(super) async fn close(&self) {
        let (done, finished) = oneshot::channel();
        if self.messages.send(Message::Close(done)).await.is_ok() {
            // An error means that another call closed the writer first, which is as well.
            finished.await.ok();
        }
    }
}

fn serve(connection: Connection, mut inbox: mpsc::Receiver<Message>) {
    let mut messages = Vec::with_capacity(GROUP);
    let mut closing = Vec::new();
    while inbox.blocking_recv_many(&mut messages, GROUP) > 0 {
        let mut jobs = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Run(job) => jobs.push(job),
                Message::Close(done) => closing.push(done),
            }
        }
        commit(&connection, jobs);
        if !closing.is_empty() {
            inbox.close();
        }
    }
    // What is left in the log moves into the file, so that a copy of the file alone is whole.
    if let Err(problem) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%problem, "the log stays beside the database until the next start");
    }
    drop(connection);
    for done in closing {
        // Whoever stopped waiting does not mind.
        done.send(()).ok();
    }
}

/// Runs and commits the group, then answers everyone in it.
fn commit(connection: &Connection, mut jobs: Vec<Job>) {
    jobs.retain(Job::is_awaited);
    if jobs.is_empty() {
        return;
    }
    let outcome = match attempt(connection, &jobs, Savepoints::None) {
        Err(Failure::Mingled) => attempt(connection, &jobs, Savepoints::Each),
        outcome => outcome,
    };
    match outcome {
        // One closure, on a full disk say, made SQLite give up the work of all: the others deserve a turn without it.
        Err(Failure::Lost) if jobs.len() > 1 => {
            for job in jobs {
                commit(connection, vec![job]);
            }
        }
        // A closure that lost only its own work has said why.
        Ok(()) | Err(Failure::Lost | Failure::Mingled) => answer_all(jobs, &Ok(())),
        Err(Failure::Store(problem)) => answer_all(jobs, &Err(problem)),
    }
}

fn answer_all(jobs: Vec<Job>, committed: &Result<(), StoreError>) {
    for job in jobs {
        // Whoever stopped waiting does not mind.
        job.reply.send(committed.clone()).ok();
    }
}

/// Why a group did not come to its commit, or through it.
enum Failure {
    /// A statement's error ended the transaction, savepoints and all; the closure that ran it knows why.
    Lost,
    /// A closure failed whose work can't be told from that of the others.
    Mingled,
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(problem: StoreError) -> Self {
        Self::Store(problem)
    }
}

/// Which closures of a group have a savepoint of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoints {
    None,
    Each,
}

/// Runs and commits the group, or undoes it.
fn attempt(connection: &Connection, jobs: &[Job], savepoints: Savepoints) -> Result<(), Failure> {
    let outcome = run_group(connection, jobs, savepoints);
    if outcome.is_err() && !connection.is_autocommit() {
        control(connection, "ROLLBACK").ok();
    }
    outcome
}

fn run_group(connection: &Connection, jobs: &[Job], savepoints: Savepoints) -> Result<(), Failure> {
    control(connection, "BEGIN IMMEDIATE")?;
    for job in jobs {
        if savepoints == Savepoints::Each {
            control(connection, "SAVEPOINT closure")?;
        }
        let changes = connection.total_changes();
        let keep = job.run(connection);
        if connection.is_autocommit() {
            return Err(Failure::Lost);
        }
        // Rows are counted, not tables; but no closure makes tables.
        let must_undo = !keep && connection.total_changes() != changes;
        match savepoints {
            Savepoints::None if must_undo => return Err(Failure::Mingled),
            Savepoints::None => {}
            Savepoints::Each => {
                if must_undo {
                    control(connection, "ROLLBACK TO closure")?;
                }
                control(connection, "RELEASE closure")?;
            }
        }
    }
    Ok(control(connection, "COMMIT")?)
}

/// Work, and who waits for it.
struct Job {
    work: Arc<dyn Work>,
    access: Access,
    reply: oneshot::Sender<Result<(), StoreError>>,
}

impl Job {
    /// Whether anyone still waits for the answer.
    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    /// Does the work and says whether to keep what it changed.
    fn run(&self, connection: &Connection) -> bool {
        DatabaseTx::sqlite(connection, self.access, &mut None).run(&*self.work)
            && self.access == Access::Write
    }
}

/// Takes the next step of the schema, while no other process can; says whether there was one.
pub(super) fn migrate_one(connection: &Connection) -> Result<bool, StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(error)?;
    let stepped = migrate::step(&mut DatabaseTx::sqlite(connection, Access::Write, &mut None), MIGRATIONS);
    let end = if stepped.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(error);
    stepped.and_then(|stepped| ended.map(|()| stepped))
}
