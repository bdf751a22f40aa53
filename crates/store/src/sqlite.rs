//! SQLite: a connection per reading thread, and a single writer with group commit.

pub(crate) mod statement;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use thread_local::ThreadLocal;

use self::writer::Writer;
use crate::blocking::BlockingPool;
use crate::database_tx::Access;
use crate::work::Work;
use crate::{DatabaseTx, Result, StoreError};

/// How long to wait for another process's write lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Maximum number of prepared statements per connection.
const STATEMENTS: usize = 256;
/// Maximum number of concurrent long scans, to leave blocking threads and memory to others.
const SCANS: u32 = 8;
/// Scans that may wait.
const SCANS_QUEUE: usize = 1024;

/// An open SQLite database.
pub(crate) struct Sqlite {
    writer: Writer,
    /// `None` for in-memory databases, which have only one connection; the writer then also reads.
    readers: Option<Readers>,
    scans: BlockingPool,
}

struct Readers {
    path: PathBuf,
    connections: ThreadLocal<Connection>,
}

impl Sqlite {
    /// Opens a file or an in-memory database, and migrates its schema.
    pub(crate) async fn open(path: Option<PathBuf>) -> Result<Self> {
        let file = path.clone();
        let scans = BlockingPool::new(SCANS, SCANS_QUEUE);
        let connection = scans.run(move || writing_connection(file.as_deref())).await??;
        let readers = path.map(|path| Readers { path, connections: ThreadLocal::new() });
        Ok(Self { writer: Writer::start(connection)?, readers, scans })
    }

    pub(crate) fn has_readers(&self) -> bool {
        self.readers.is_some()
    }

    /// Reads on the calling thread.
    pub(crate) fn read(&self, work: &dyn Work) -> Result<()> {
        let readers = self.readers.as_ref().ok_or(StoreError::Closed)?;
        let connection = readers.connections.get_or_try(|| reading_connection(&readers.path))?;
        statement::control(connection, "BEGIN")?;
        DatabaseTx::sqlite(connection, Access::Read, &mut None).run(work);
        // Nothing was written, so commit and rollback are equivalent; a rollback also ends a failed transaction.
        if !connection.is_autocommit() {
            statement::control(connection, "ROLLBACK")?;
        }
        Ok(())
    }

    /// Reads on a blocking thread.
    pub(crate) async fn scan(sqlite: &Arc<Self>, work: Arc<dyn Work>) -> Result<()> {
        let reading = Arc::clone(sqlite);
        sqlite.scans.run(move || reading.read(&*work)).await?
    }

    /// Hands the work to the writer and waits until its group is durable.
    pub(crate) async fn submit(&self, work: Arc<dyn Work>, access: Access) -> Result<()> {
        self.writer.submit(work, access).await
    }

    pub(crate) async fn close(&self) {
        self.writer.close().await;
    }
}

fn writing_connection(path: Option<&Path>) -> Result<Connection> {
    let connection = match path {
        Some(path) => open_writable(path)?,
        None => Connection::open_in_memory().map_err(error)?,
    };
    keep_plans(&connection)?;
    // Every acknowledged write is synced; readers go on meanwhile. A longer log means fewer checkpoints, and
    // it is cut back to 64 MiB should a long scan have made it grow. What undoes a statement stays in memory: as a file it
    // would be written, though nothing reads it after a crash.
    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
        PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;";
    connection.execute_batch(pragmas).map_err(|problem| unwritable(path, error(problem)))?;
    while writer::migrate_one(&connection)? {}
    Ok(connection)
}

fn reading_connection(path: &Path) -> Result<Connection> {
    let connection = open_file(path)?;
    keep_plans(&connection)?;
    // Twice the default: some thousand users, where the default of 2 MiB makes every other read a system call.
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -4096;").map_err(error)?;
    Ok(connection)
}

/// Prepares each statement once. Otherwise SQLite plans it anew for every value of a `LIMIT` or a `LIKE`, which takes longer
/// than reading a page.
fn keep_plans(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop).map_err(error)
}

/// Opens the file for writing. SQLite itself falls back to reading where it may not write, and says so at the first write.
fn open_writable(path: &Path) -> Result<Connection> {
    let connection = open_file(path)?;
    if connection.is_readonly(c"main").map_err(error)? {
        return Err(StoreError::ReadOnly(format!("{}: it can only be read", path.display())));
    }
    Ok(connection)
}

fn open_file(path: &Path) -> Result<Connection> {
    create_private(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(error)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Creates a missing file, readable by its owner only; SQLite gives the WAL the same permissions.
fn create_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(problem) if problem.kind() != std::io::ErrorKind::AlreadyExists => Err(unopened(path, &problem)),
        _ => Ok(()),
    }
}

/// Explains why the WAL couldn't be created, which SQLite's error doesn't.
fn unwritable(path: Option<&Path>, problem: StoreError) -> StoreError {
    let (StoreError::Unavailable(_), Some(path)) = (&problem, path) else { return problem };
    let probe = path.with_extension("probe");
    match std::fs::write(&probe, []).and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => problem,
        Err(refused) => unopened(path, &refused),
    }
}

fn unopened(path: &Path, problem: &std::io::Error) -> StoreError {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};

    let text = format!("{}: {problem}", path.display());
    match problem.kind() {
        PermissionDenied | ReadOnlyFilesystem => StoreError::ReadOnly(text),
        StorageFull => StoreError::Full(text),
        _ => StoreError::Unavailable(text),
    }
}

/// Converts an error.
pub(crate) fn error(problem: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, message) = problem else {
        return StoreError::Other(problem.to_string());
    };
    let text = message.unwrap_or_else(|| failure.to_string());
    match (failure.code, failure.extended_code) {
        (ErrorCode::ConstraintViolation, code) => constraint(code, text),
        // The WAL index couldn't grow: the disk is full.
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full(text),
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => StoreError::ReadOnly(text),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Busy(text),
        (ErrorCode::CannotOpen, _) => StoreError::Unavailable(text),
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => StoreError::Corrupt(text),
        _ => StoreError::Other(text),
    }
}

fn constraint(code: i32, text: String) -> StoreError {
    let is_unique = matches!(
        code,
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID
    );
    if !is_unique {
        return StoreError::Violation(text);
    }
    let constraint = text.strip_prefix("UNIQUE constraint failed: ").unwrap_or(&text);
    StoreError::Conflict { constraint: Some(constraint.to_owned()) }
}
