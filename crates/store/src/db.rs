//! The database handle.

use std::sync::Arc;

use crate::database_tx::Access;
use crate::postgres::Postgres;
use crate::readiness;
use crate::sqlite::Sqlite;
use crate::work::{Closure, Work};
use crate::{DatabaseTx, DatabaseUrl, Result, StoreError};

/// A database. Clones share it.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
}

#[derive(Clone)]
enum Engine {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

impl Db {
    /// Opens the database and migrates its schema.
    ///
    /// [`StoreError::NewerSchema`] if a newer version of Housekey has migrated it.
    pub async fn open(url: &DatabaseUrl) -> Result<Self> {
        let engine = match url {
            DatabaseUrl::Sqlite(path) => Engine::Sqlite(Arc::new(Sqlite::open(Some(path.clone())).await?)),
            DatabaseUrl::SqliteMemory => Engine::Sqlite(Arc::new(Sqlite::open(None).await?)),
            DatabaseUrl::Postgres(url) => Engine::Postgres(Arc::new(Postgres::open(url).await?)),
        };
        Ok(Self { engine })
    }

    /// Runs a read transaction on one snapshot. On SQLite the closure runs on the calling thread, so keep it short.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut DatabaseTx<'_>) -> Result<T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = Arc::new(Closure::new(f));
        match &self.engine {
            Engine::Sqlite(sqlite) if sqlite.has_readers() => sqlite.read(&*work),
            Engine::Sqlite(sqlite) => sqlite.submit(Arc::clone(&work) as Arc<dyn Work>, Access::Read).await,
            Engine::Postgres(postgres) => Postgres::read(postgres, Arc::clone(&work) as Arc<dyn Work>).await,
        }?;
        work.answer()
    }

    /// Runs a read transaction on the blocking pool, for work that takes milliseconds.
    pub async fn scan<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut DatabaseTx<'_>) -> Result<T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = Arc::new(Closure::new(f));
        let shared: Arc<dyn Work> = Arc::clone(&work) as _;
        match &self.engine {
            Engine::Sqlite(sqlite) if sqlite.has_readers() => Sqlite::scan(sqlite, shared).await,
            Engine::Sqlite(sqlite) => sqlite.submit(shared, Access::Read).await,
            Engine::Postgres(postgres) => Postgres::run(postgres, shared, Access::Read).await,
        }?;
        work.answer()
    }

    /// Runs a serializable write transaction, durable when this returns.
    ///
    /// The closure may be retried, so its only side effects must be its statements. An error rolls back only its own
    /// work. If the database becomes unavailable, it is unknown whether the commit happened. Dropping the future
    /// doesn't cancel the work.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(&mut DatabaseTx<'_>) -> Result<T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = Arc::new(Closure::new(f));
        let shared: Arc<dyn Work> = Arc::clone(&work) as _;
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.submit(shared, Access::Write).await,
            Engine::Postgres(postgres) => Postgres::run(postgres, shared, Access::Write).await,
        }?;
        work.answer()
    }

    /// Checks that the database responds and has space for an ordinary write.
    pub async fn ready(&self) -> Result<()> {
        self.read(|tx| tx.one("SELECT 1", &[], |_| Ok(())).map(drop)).await?;
        self.write(readiness::probe).await
    }

    /// Finishes the writes in progress and refuses new ones.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }
}
