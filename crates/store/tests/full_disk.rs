//! A full disk is reported, damages nothing, and is written to again once there is space.

use std::fs;
use std::path::Path;
use std::process::Command;

use housekey_store::{DatabaseUrl, Db, StoreError};
use tempfile::TempDir;

const CREATE: &str = "CREATE TABLE notes (id BIGINT PRIMARY KEY, body TEXT NOT NULL)";
const INSERT: &str = "INSERT INTO notes (id, body) VALUES ($1, $2)";

async fn insert(db: &Db, id: i64, size: usize) -> Result<u64, StoreError> {
    db.write(move |tx| tx.execute(INSERT, &[id.into(), (&"x".repeat(size)).into()])).await
}

async fn count(db: &Db) -> i64 {
    let counted: Result<_, StoreError> =
        db.read(|tx| tx.one("SELECT COUNT(*) FROM notes", &[], |row| row.get(0))).await;
    counted.expect("an answer").expect("a row")
}

async fn created(path: &Path) -> Db {
    let db = Db::open(&DatabaseUrl::Sqlite(path.to_owned())).await.expect("a database");
    let created: Result<_, StoreError> = db.write(|tx| tx.execute(CREATE, &[])).await;
    created.expect("a table");
    db
}

/// Sets the page limit on the writer's connection, which outlives the transaction.
async fn limit_pages(db: &Db, pragma: &'static str) {
    let limited: Result<_, StoreError> = db.write(move |tx| tx.one(pragma, &[], |_| Ok(()))).await;
    limited.expect("a pragma");
}

fn assert_whole(path: &Path) {
    let check = rusqlite::Connection::open(path).expect("the file");
    let integrity: String =
        check.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    assert_eq!(integrity, "ok");
}

#[tokio::test]
async fn a_write_that_does_not_fit_leaves_those_beside_it_alone() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("housekey.db");
    let db = created(&path).await;
    limit_pages(&db, "PRAGMA max_page_count = 400").await;
    let mut writes = Vec::new();
    for id in 0..40 {
        let db = db.clone();
        let size = if id == 20 { 4_000_000 } else { 10 };
        writes.push(tokio::spawn(async move { insert(&db, id, size).await }));
    }
    for (id, write) in writes.into_iter().enumerate() {
        match write.await.unwrap() {
            Ok(_) => assert_ne!(id, 20),
            Err(error) => assert!(id == 20 && matches!(error, StoreError::Full(_)), "{id}: {error:?}"),
        }
    }
    assert_eq!(count(&db).await, 39);
    limit_pages(&db, "PRAGMA max_page_count = 100000").await;
    assert_eq!(insert(&db, 20, 4_000_000).await, Ok(1));
    assert_whole(&path);
}

/// A small file system, if mounting is permitted.
struct Disk(TempDir);

impl Disk {
    fn mounted(options: &str) -> Option<Self> {
        let directory = TempDir::new().expect("a directory");
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(directory.path());
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then(|| Self(directory))
    }

    fn remount(&self, options: &str) {
        let status =
            Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.0.path()).status();
        assert!(status.expect("mount").success(), "remounting with {options}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, since the database may still be open.
        Command::new("umount").arg("--lazy").arg(self.0.path()).status().ok();
    }
}

#[tokio::test]
async fn a_full_disk_is_named_and_recovered_from() {
    let Some(disk) = Disk::mounted("size=3m") else { return println!("skipped: no right to mount a disk") };
    let path = disk.0.path().join("housekey.db");
    let db = created(&path).await;
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![1; 1_000_000]).unwrap();
    let mut written = 0;
    let error = loop {
        match insert(&db, written, 20_000).await {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 200, "3 MiB cannot hold that");
    };
    assert!(matches!(error, StoreError::Full(_)), "{error:?}");
    assert!(error.to_string().contains("free space"));
    assert_eq!(count(&db).await, written, "readers go on, and see what was acknowledged");

    fs::remove_file(ballast).unwrap();
    assert_eq!(insert(&db, written, 20_000).await, Ok(1), "without opening it again");
    assert_eq!(count(&db).await, written + 1);
    db.close().await;
    drop(db);
    assert_whole(&path);
}

#[tokio::test]
async fn a_disk_that_cannot_be_written_is_named() {
    let Some(disk) = Disk::mounted("size=2m") else { return println!("skipped: no right to mount a disk") };
    let path = disk.0.path().join("housekey.db");
    created(&path).await.close().await;
    disk.remount("ro");
    let opened = Db::open(&DatabaseUrl::Sqlite(path)).await;
    let error = opened.err().expect("nothing can be written there");
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
    assert!(error.to_string().contains("permissions"));
}

#[tokio::test]
async fn a_directory_that_is_not_there_is_named() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("no/such/housekey.db");
    let error = Db::open(&DatabaseUrl::Sqlite(path)).await.err().unwrap();
    assert!(matches!(&error, StoreError::Unavailable(text) if text.contains("no/such")), "{error:?}");
}
