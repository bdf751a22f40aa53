//! The writer thread: runs the queued closures, commits once, then answers all of them.
//!
//! Closures that succeed need no savepoint, and one that fails has rarely changed anything. If it has, the group is
//! rolled back and rerun with a savepoint for each closure. Savepoints copy every page changed within them and make the
//! full-text index flush, which is a third of the cost of a write.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use super::error;
use super::statement::control;
use crate::database_tx::Access;
use crate::migrate::{self, MIGRATIONS};
use crate::work::Work;
use crate::{DatabaseTx, Result, StoreError};

/// Maximum number of closures per commit, which bounds how long the first waits for the last.
const GROUP: usize = 256;
/// Closures that may wait; whoever comes later waits to be let in.
const QUEUE: usize = 1024;
/// How long a group waits for as many closures as there were in the one before: those who were just answered are likely to
/// ask again, and a commit costs about the same for all of them as for one. Less than any disk takes for it.
const GATHERING: Duration = Duration::from_micros(200);
/// How long it rests before it looks again.
const PAUSE: Duration = Duration::from_micros(20);

/// The handle of the writer thread, which ends when this is dropped.
pub(super) struct Writer {
    messages: mpsc::Sender<Message>,
}

enum Message {
    Run(Job),
    Close(oneshot::Sender<()>),
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self> {
        let (messages, inbox) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new().name("sqlite-writer".to_owned());
        let started = thread.spawn(move || serve(connection, inbox));
        started.map_err(|problem| StoreError::Other(format!("no thread for the writer: {problem}")))?;
        Ok(Self { messages })
    }

    /// Runs the work and commits it, or returns why that failed.
    pub(super) async fn submit(&self, work: Arc<dyn Work>, access: Access) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        let job = Job { work, access, reply };
        self.messages.try_send(Message::Run(job)).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Overloaded,
            TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Waits until everything queued is answered and the thread has ended.
    pub(super) async fn close(&self) {
        let (done, finished) = oneshot::channel();
        if self.messages.send(Message::Close(done)).await.is_ok() {
            // An error means that another call has closed the writer already.
            finished.await.ok();
        }
    }
}

fn serve(connection: Connection, mut inbox: mpsc::Receiver<Message>) {
    let mut messages = Vec::with_capacity(GROUP);
    let mut closing = Vec::new();
    let mut expected = 0;
    while inbox.blocking_recv_many(&mut messages, GROUP) > 0 {
        gather(&mut inbox, &mut messages, expected);
        expected = messages.len();
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
    // Checkpoints the WAL, so that the database file alone is complete.
    if let Err(problem) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%problem, "the log stays beside the database until the next start");
    }
    drop(connection);
    for done in closing {
        // The caller may have stopped waiting.
        done.send(()).ok();
    }
}

/// Waits a little for a group of the size that is expected. Nobody waits for others where there was one closure at a time.
fn gather(inbox: &mut mpsc::Receiver<Message>, messages: &mut Vec<Message>, expected: usize) {
    let began = Instant::now();
    while messages.len() + inbox.len() < expected && began.elapsed() < GATHERING {
        thread::sleep(PAUSE);
    }
    while messages.len() < GROUP
        && let Ok(message) = inbox.try_recv()
    {
        messages.push(message);
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
        // A closure, on a full disk say, made SQLite roll back the whole transaction: the others are retried without
        // it.
        Err(Failure::Lost) if jobs.len() > 1 => {
            for job in jobs {
                commit(connection, vec![job]);
            }
        }
        // A closure that lost only its own work has reported why.
        Ok(()) | Err(Failure::Lost | Failure::Mingled) => answer_all(jobs, &Ok(())),
        Err(Failure::Store(problem)) => answer_all(jobs, &Err(problem)),
    }
}

fn answer_all(jobs: Vec<Job>, committed: &Result<()>) {
    for job in jobs {
        // The caller may have stopped waiting.
        job.reply.send(committed.clone()).ok();
    }
}

/// Why a group wasn't committed.
enum Failure {
    /// A statement error ended the transaction including its savepoints; its closure knows why.
    Lost,
    /// A closure failed whose changes can't be separated from those of others.
    Mingled,
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(problem: StoreError) -> Self {
        Self::Store(problem)
    }
}

/// Which closures of a group have their own savepoint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoints {
    None,
    Each,
}

/// Runs and commits a group, or rolls it back.
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
        // This counts rows only; closures don't create tables.
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

/// Queued work and its caller.
struct Job {
    work: Arc<dyn Work>,
    access: Access,
    reply: oneshot::Sender<Result<()>>,
}

impl Job {
    /// Whether the caller still waits.
    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    /// Runs the work and returns whether to keep its changes.
    fn run(&self, connection: &Connection) -> bool {
        DatabaseTx::sqlite(connection, self.access, &mut None).run(&*self.work)
            && self.access == Access::Write
    }
}

/// Runs the next pending migration under a lock; returns whether there was one.
pub(super) fn migrate_one(connection: &Connection) -> Result<bool> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(error)?;
    let stepped = migrate::step(&mut DatabaseTx::sqlite(connection, Access::Write, &mut None), MIGRATIONS);
    let end = if stepped.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(error);
    stepped.and_then(|stepped| ended.map(|()| stepped))
}
