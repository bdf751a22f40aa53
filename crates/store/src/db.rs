//! The handle on a database.

use std::sync::Arc;

use crate::database_tx::Access;
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::work::{Closure, Work};
use crate::{DatabaseTx, DatabaseUrl, StoreError};

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
    /// Opens the database and brings its schema up to date.
    ///
    /// [`StoreError::NewerSchema`] if a newer Housekey was here before.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let engine = match url {
            DatabaseUrl::Sqlite(path) => Engine::Sqlite(Arc::new(Sqlite::open(Some(path.clone())).await?)),
            DatabaseUrl::SqliteMemory => Engine::Sqlite(Arc::new(Sqlite::open(None).await?)),
            DatabaseUrl::Postgres(url) => Engine::Postgres(Arc::new(Postgres::open(url).await?)),
        };
        Ok(Self { engine })
    }

    /// Reads from one snapshot. On SQLite the closure runs on the calling thread, so keep it short.
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

    /// Reads from one snapshot, away from the threads that answer requests: for work that takes milliseconds.
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

    /// Changes the database as if nothing else went on meanwhile; what returns is on disk.
    ///
    /// The closure may run again, so its only effects are its statements. Its error undoes its own work only. An
    /// unavailable database leaves open whether the work happened. A dropped future stops waiting, not the work.
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

    /// Whether the database can answer now, and begin to write.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.read(|tx| tx.one("SELECT 1", &[], |_| Ok(())).map(drop)).await?;
        self.write(|_| Ok(())).await
    }

    /// Lets the writes that are under way finish, and refuses new ones.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }
}
