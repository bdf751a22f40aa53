//! Databases to throw away: each test gets one of its own, on every engine at hand.

use tempfile::TempDir;

use crate::{DatabaseUrl, Db};

/// An engine that tests can have databases on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestEngine {
    /// SQLite in memory.
    SqliteMemory,
    /// SQLite in a file.
    SqliteFile,
}

/// Every engine at hand.
pub fn engines() -> Vec<TestEngine> {
    vec![TestEngine::SqliteMemory, TestEngine::SqliteFile]
}

/// A new database, gone when this is dropped.
pub struct TestDatabase {
    /// The database, its schema up to date.
    pub db: Db,
    /// Where it lies, to open it a second time.
    pub url: DatabaseUrl,
    _directory: Option<TempDir>,
}

impl TestEngine {
    /// Makes a database.
    ///
    /// # Panics
    /// If that fails, as a test wants it.
    #[expect(clippy::unwrap_used, reason = "a test without a database has failed")]
    pub async fn database(self) -> TestDatabase {
        let directory = matches!(self, Self::SqliteFile).then(|| TempDir::new().unwrap());
        let url = match &directory {
            Some(directory) => DatabaseUrl::Sqlite(directory.path().join("housekey.db")),
            None => DatabaseUrl::SqliteMemory,
        };
        TestDatabase { db: Db::open(&url).await.unwrap(), url, _directory: directory }
    }
}
