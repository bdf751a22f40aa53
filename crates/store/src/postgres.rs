//! Postgres: a connection pool on blocking threads, `SERIALIZABLE` transactions, and retries.

mod connect;
mod line;
pub(crate) mod session;
mod shared;
pub(crate) mod snapshot_read;
mod value;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::connect::Target;
use self::session::Session;
use self::snapshot_read::SnapshotReads;
pub(crate) use self::value::column;
use crate::blocking::BlockingPool;
use crate::database_tx::Access;
use crate::migrate::{self, MIGRATIONS};
use crate::work::Work;
use crate::{DatabaseTx, Result, StoreError};

/// Maximum number of connections. More would only compete for the same cores and conflict more often.
const CONNECTIONS: u32 = 16;
/// Maximum number of queued closures.
const QUEUE: usize = 4096;
/// Number of attempts before the database counts as busy: about two seconds.
const ATTEMPTS: u32 = 25;
/// Number of attempts to migrate while other processes do the same.
const MIGRATION_ATTEMPTS: u64 = 10;
/// An advisory lock with an arbitrary number that makes concurrently starting processes wait. Engines without it
/// conflict and retry.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7310027451)";

/// An open Postgres database.
pub(crate) struct Postgres {
    target: Target,
    /// Idle connections; the last used is taken first, so that few stay open under low load.
    idle: Mutex<Vec<Session>>,
    pool: BlockingPool,
    snapshot_reads: SnapshotReads,
    retries: AtomicU64,
}

/// The result of one attempt to run a closure.
enum Attempt {
    /// It is done, or failed with this error.
    Done(Result<()>),
    /// It was rolled back because of a conflict, and can be retried.
    Again(StoreError),
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let target = Target::parse(url)?;
        let pool = BlockingPool::new(CONNECTIONS, QUEUE);
        let (target, session) =
            pool.run(move || migrated(&target).map(|session| (target, session))).await??;
        let (idle, snapshot_reads) = (Mutex::new(vec![session]), SnapshotReads::default());
        Ok(Self { target, idle, pool, snapshot_reads, retries: AtomicU64::new(0) })
    }

    /// Reads with a single query if that is enough, otherwise in a transaction.
    pub(crate) async fn read(postgres: &Arc<Self>, work: Arc<dyn Work>) -> Result<()> {
        if postgres.snapshot_reads.run(&postgres.target, &*work).await {
            return Ok(());
        }
        Self::run(postgres, work, Access::Read).await
    }

    /// Runs the work in a transaction, retrying on conflicts.
    pub(crate) async fn run(postgres: &Arc<Self>, work: Arc<dyn Work>, access: Access) -> Result<()> {
        let mut reason = StoreError::Closed;
        for attempt in 0..ATTEMPTS {
            let (there, work) = (Arc::clone(postgres), Arc::clone(&work));
            match postgres.pool.run(move || there.attempt(&*work, access)).await? {
                Attempt::Done(answer) => return answer,
                Attempt::Again(problem) => reason = problem,
            }
            tokio::time::sleep(postgres.pause(attempt)).await;
        }
        Err(reason)
    }

    /// Waits for running closures, then refuses new ones.
    pub(crate) async fn close(&self) {
        self.snapshot_reads.lines.close();
        self.pool.close().await;
        self.forget_idle();
    }

    fn attempt(&self, work: &dyn Work, access: Access) -> Attempt {
        let mut session = match self.take() {
            Ok(session) => session,
            Err(problem) => return Attempt::Done(Err(problem)),
        };
        session.begin(access);
        let mut failed = None;
        let succeeded = DatabaseTx::postgres(&mut session, access, &mut failed).run(work);
        let committed = if succeeded { session.commit(access) } else { Ok(()) };
        self.put_back(session);
        match (failed, committed) {
            (Some(problem @ (StoreError::Busy(_) | StoreError::Unavailable(_))), _)
            | (_, Err(problem @ StoreError::Busy(_))) => Attempt::Again(problem),
            // If the connection broke during the commit, its outcome is unknown, so it can't be retried.
            (_, Err(problem)) => Attempt::Done(Err(problem)),
            _ => Attempt::Done(Ok(())),
        }
    }

    fn take(&self) -> Result<Session> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Session::open(&self.target), Ok)
    }

    /// Returns the connection to the pool. If it is broken, idle ones are most likely broken too.
    fn put_back(&self, mut session: Session) {
        session.roll_back();
        if session.is_open() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        } else {
            self.forget_idle();
        }
    }

    fn forget_idle(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Backs off up to 128 ms, with golden-ratio jitter over the second half.
    fn pause(&self, attempt: u32) -> Duration {
        let spread = self.retries.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54;
        let longest = 1_000_u64 << attempt.min(7);
        Duration::from_micros(longest / 2 + longest * spread / 2048)
    }
}

/// Connects and migrates the schema.
fn migrated(target: &Target) -> Result<Session> {
    let mut session = Session::open(target)?;
    let mut attempt = 0;
    loop {
        // Every other attempt omits the lock, which some Postgres-compatible engines lack.
        let lock = (attempt % 2 == 0).then_some(LOCK);
        match migrate_one(&mut session, lock) {
            Ok(true) => {}
            Ok(false) => return Ok(session),
            Err(problem @ (StoreError::NewerSchema { .. } | StoreError::Unavailable(_))) => {
                return Err(problem);
            }
            Err(problem) if attempt == MIGRATION_ATTEMPTS => return Err(problem),
            Err(_) => {
                attempt += 1;
                std::thread::sleep(Duration::from_millis(10 * attempt));
            }
        }
    }
}

fn migrate_one(session: &mut Session, lock: Option<&str>) -> Result<bool> {
    session.begin_migration();
    let stepped = lock.map_or(Ok(()), |lock| session.batch(lock)).and_then(|()| {
        let stepped =
            migrate::step(&mut DatabaseTx::postgres(session, Access::Write, &mut None), MIGRATIONS)?;
        session.commit(Access::Write)?;
        Ok(stepped)
    });
    session.roll_back();
    stepped
}
