//! The thread that writes: it runs what waits, each closure in a savepoint of its own, commits once, then answers all.

use std::thread;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::error;
use super::statement::control;
use crate::migrate::{self, MIGRATIONS};
use crate::tx::Access;
use crate::{StoreError, Tx};

/// Closures in one commit, which bounds how long the first of them waits for the last.
const GROUP: usize = 256;
/// Closures that may wait; whoever comes later waits to be let in.
const QUEUE: usize = 1024;

/// The way to the writer's thread, which ends with it.
pub(super) struct Writer {
    messages: mpsc::Sender<Message>,
}

enum Message {
    Run(Box<dyn Job>),
    Close(oneshot::Sender<()>),
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (messages, inbox) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new().name("sqlite-writer".to_owned());
        let started = thread.spawn(move || serve(&connection, inbox));
        started.map_err(|problem| StoreError::Other(format!("no thread for the writer: {problem}")))?;
        Ok(Self { messages })
    }

    pub(super) async fn submit<T, E, F>(&self, closure: F, access: Access) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = Work { closure, access, answer: None, reply };
        self.messages.send(Message::Run(Box::new(work))).await.map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
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

fn serve(connection: &Connection, mut inbox: mpsc::Receiver<Message>) {
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
        commit(connection, jobs);
        if !closing.is_empty() {
            inbox.close();
        }
    }
    // What is left in the log moves into the file, so that a copy of the file alone is whole.
    if let Err(problem) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%problem, "the log stays beside the database until the next start");
    }
    for done in closing {
        // Whoever stopped waiting does not mind.
        done.send(()).ok();
    }
}

/// Runs and commits the group, then answers everyone in it.
fn commit(connection: &Connection, mut jobs: Vec<Box<dyn Job>>) {
    jobs.retain(|job| job.is_awaited());
    if jobs.is_empty() {
        return;
    }
    let outcome = run_group(connection, &mut jobs);
    if outcome.is_err() && !connection.is_autocommit() {
        control(connection, "ROLLBACK").ok();
    }
    match outcome {
        // One closure, on a full disk say, made SQLite give up the work of all: the others deserve a turn without it.
        Err(Failure::Lost) if jobs.len() > 1 => {
            for job in jobs {
                commit(connection, vec![job]);
            }
        }
        // A closure that lost only its own work has said why.
        Ok(()) | Err(Failure::Lost) => answer_all(jobs, &Ok(())),
        Err(Failure::Store(problem)) => answer_all(jobs, &Err(problem)),
    }
}

fn answer_all(jobs: Vec<Box<dyn Job>>, committed: &Result<(), StoreError>) {
    for job in jobs {
        job.answer(committed.clone());
    }
}

/// Why a group did not come to its commit, or through it.
enum Failure {
    /// A statement's error ended the transaction, savepoints and all; the closure that ran it knows why.
    Lost,
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(problem: StoreError) -> Self {
        Self::Store(problem)
    }
}

fn run_group(connection: &Connection, jobs: &mut [Box<dyn Job>]) -> Result<(), Failure> {
    control(connection, "BEGIN IMMEDIATE")?;
    for job in jobs {
        control(connection, "SAVEPOINT closure")?;
        let keep = job.run(connection);
        if connection.is_autocommit() {
            return Err(Failure::Lost);
        }
        if !keep {
            control(connection, "ROLLBACK TO closure")?;
        }
        control(connection, "RELEASE closure")?;
    }
    Ok(control(connection, "COMMIT")?)
}

/// A closure with its types forgotten, so that different ones can share a commit.
trait Job: Send {
    /// Whether anyone still waits for the answer.
    fn is_awaited(&self) -> bool;
    /// Runs the closure and says whether to keep its work.
    fn run(&mut self, connection: &Connection) -> bool;
    /// Hands out the closure's answer, or why it could not be kept.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<T, E, F> {
    closure: F,
    access: Access,
    answer: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    fn run(&mut self, connection: &Connection) -> bool {
        let answer = Tx::sqlite(connection, self.access).run(&self.closure);
        let keep = answer.is_ok() && self.access == Access::Write;
        self.answer = Some(answer);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match committed {
            Ok(()) => self.answer.unwrap_or_else(|| Err(StoreError::Closed.into())),
            Err(problem) => Err(problem.into()),
        };
        // Whoever stopped waiting does not mind.
        self.reply.send(answer).ok();
    }
}

/// Takes the next step of the schema, while no other process can; says whether there was one.
pub(super) fn migrate_one(connection: &Connection) -> Result<bool, StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(error)?;
    let stepped = migrate::step(&mut Tx::sqlite(connection, Access::Write), MIGRATIONS);
    let end = if stepped.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(error);
    stepped.and_then(|stepped| ended.map(|()| stepped))
}
