//! Schema migrations, on every engine.

use std::collections::BTreeSet;

use housekey_store::instances::TABLES;
use housekey_store::testing::{TestDatabase, TestEngine, engines};
use housekey_store::{DatabaseUrl, Db, StoreError};

const VERSIONS: &str = "SELECT COUNT(*), MAX(version) FROM schema_migrations";

async fn versions(db: &Db) -> (i64, i64) {
    let read: Result<_, StoreError> =
        db.read(|tx| tx.one(VERSIONS, &[], |row| Ok((row.get(0)?, row.get(1)?)))).await;
    read.expect("an answer").expect("a row")
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    for engine in engines().into_iter().filter(|engine| *engine != TestEngine::SqliteMemory) {
        let TestDatabase { db, url, .. } = &engine.database().await;
        let (_, known) = versions(db).await;
        let sql = "INSERT INTO schema_migrations (version, name) VALUES (9999, 'from the future')";
        let newer: Result<_, StoreError> = db.write(move |tx| tx.execute(sql, &[])).await;
        newer.unwrap();
        let refused = Db::open(url).await.err();
        assert_eq!(refused, Some(StoreError::NewerSchema { found: 9999, known }));
    }
}

#[tokio::test]
async fn opening_again_takes_no_step_twice() {
    for engine in engines().into_iter().filter(|engine| *engine != TestEngine::SqliteMemory) {
        let TestDatabase { db, url, .. } = &engine.database().await;
        let before = versions(db).await;
        assert_eq!(versions(&Db::open(url).await.unwrap()).await, before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_that_start_at_once_do_not_clash() {
    for engine in engines().into_iter().filter(|engine| *engine != TestEngine::SqliteMemory) {
        let TestDatabase { db, url, .. } = &engine.database().await;
        let (count, newest) = versions(db).await;
        forget_schema(&engine, db).await;
        let starting: Vec<_> = (0..6)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Db::open(&url).await })
            })
            .collect();
        for start in starting {
            assert_eq!(versions(&start.await.unwrap().unwrap()).await, (count, newest));
        }
    }
}

/// Makes the database as empty as a new one.
async fn forget_schema(engine: &TestEngine, db: &Db) {
    let tables = match engine {
        TestEngine::Postgres(_) => "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        // The tables of a full-text index go with it.
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'user_search_%'",
    };
    let dropped: Result<_, StoreError> = db
        .write(move |tx| {
            for table in tx.all(tables, &[], |row| row.get::<String>(0))? {
                tx.execute(&format!("DROP TABLE {table}"), &[])?;
            }
            Ok(())
        })
        .await;
    dropped.expect("an empty database");
}

#[tokio::test]
async fn whatever_belongs_to_an_instance_goes_with_it() {
    for engine in engines() {
        let tables = match &engine {
            TestEngine::Postgres(_) => {
                "SELECT table_name FROM information_schema.columns \
                 WHERE table_schema = 'public' AND column_name = 'instance_id'"
            }
            _ => {
                "SELECT tables.name FROM sqlite_master AS tables \
                 JOIN pragma_table_info(tables.name) AS columns WHERE columns.name = 'instance_id'"
            }
        };
        let TestDatabase { db, .. } = &engine.database().await;
        let found: Result<Vec<String>, StoreError> =
            db.read(|tx| tx.all(tables, &[], |row| row.get(0))).await;
        let found: BTreeSet<String> = found.unwrap().into_iter().collect();
        let deleted: BTreeSet<String> = TABLES.iter().map(|&table| table.to_owned()).collect();
        assert_eq!(found, deleted, "{engine:?}");
    }
}

#[tokio::test]
async fn databases_in_memory_are_apart() {
    let (one, other) = (TestEngine::SqliteMemory.database().await, TestEngine::SqliteMemory.database().await);
    let created: Result<_, StoreError> =
        one.db.write(|tx| tx.execute("CREATE TABLE mine (id BIGINT)", &[])).await;
    created.unwrap();
    let read: Result<_, StoreError> =
        other.db.read(|tx| tx.one("SELECT id FROM mine", &[], |_| Ok(()))).await;
    assert!(matches!(read, Err(StoreError::Other(_))));
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_their_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let TestDatabase { url, db, .. } = &TestEngine::SqliteFile.database().await;
    db.ready().await.unwrap();
    let DatabaseUrl::Sqlite(path) = url else { panic!("{url}") };
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", file.path());
    }
}
