//! Temporary databases for tests: each test gets its own, on every engine of the run.
//!
//! A run is on Postgres if `HOUSEKEY_TEST_POSTGRES` is the URL of a server that allows creating databases, otherwise on both
//! kinds of SQLite: `cargo xtask test` runs the tests once each way, and nothing twice.

mod cluster;

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tokio_postgres::NoTls;

pub use self::cluster::Cluster;
use crate::{DatabaseUrl, Db};

/// An engine for test databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestEngine {
    /// In-memory SQLite.
    SqliteMemory,
    /// File-based SQLite.
    SqliteFile,
    /// A Postgres server, by its URL.
    Postgres(String),
}

/// The engines of this run.
pub fn engines() -> Vec<TestEngine> {
    TestEngine::postgres()
        .map_or(vec![TestEngine::SqliteMemory, TestEngine::SqliteFile], |postgres| vec![postgres])
}

/// A new, migrated database, deleted on drop.
pub struct TestDatabase {
    /// The migrated database.
    pub db: Db,
    /// Its URL, to open it a second time.
    pub url: DatabaseUrl,
    _place: Place,
}

/// What is cleaned up after a test.
enum Place {
    Memory,
    Directory(#[expect(dead_code, reason = "held until it is dropped")] TempDir),
    Database { server: String, name: String },
}

impl TestEngine {
    /// The Postgres server named in the environment.
    pub fn postgres() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
        let url = std::env::var("HOUSEKEY_TEST_POSTGRES");
        url.ok().filter(|url| !url.is_empty()).map(Self::Postgres)
    }

    /// Creates a database.
    ///
    /// # Panics
    /// If that fails.
    pub async fn database(&self) -> TestDatabase {
        let (url, place) = match self {
            Self::SqliteMemory => (DatabaseUrl::SqliteMemory, Place::Memory),
            Self::SqliteFile => {
                let directory = TempDir::new().expect("a temporary directory");
                (DatabaseUrl::Sqlite(directory.path().join("housekey.db")), Place::Directory(directory))
            }
            Self::Postgres(server) => new_database(server).await,
        };
        TestDatabase { db: Db::open(&url).await.expect("the test's database"), url, _place: place }
    }
}

async fn new_database(server: &str) -> (DatabaseUrl, Place) {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let name = format!("housekey_test_{}_{}", process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    // Replaces a database left behind by an earlier process with this id; nobody ever uses `template0`.
    command(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("a server");
    command(server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await.expect("a new database");
    let (base, query) = server.split_once('?').map_or((server, None), |(base, query)| (base, Some(query)));
    let (authority, _) = base.rsplit_once('/').expect("postgres://HOST/NAME");
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let url = DatabaseUrl::Postgres(format!("{authority}/{name}{query}"));
    (url, Place::Database { server: server.to_owned(), name })
}

/// Runs a command on its own connection.
async fn command(server: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
    let connection = tokio::spawn(connection);
    let done = client.batch_execute(sql).await;
    drop(client);
    connection.await.ok();
    done
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self::Database { server, name } = self else { return };
        let (server, sql) = (server.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
        // A test's runtime can't block here, but another thread's can.
        let clearing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(command(&server, &sql)))
        });
        // If the server is gone, so is the database.
        clearing.join().ok();
    }
}
