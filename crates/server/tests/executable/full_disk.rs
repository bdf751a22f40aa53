//! Full and read-only disks, as seen by clients and operators.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use housekey_sdk::{CountUsers, CreateUser, Error, Metadata, UpdateUserMetadata, UserId};
use housekey_store::{DatabaseUrl, Db, StoreError};
use tempfile::TempDir;

use crate::housekey::{Housekey, KEY};

/// A small file system, if mounting is permitted.
struct Disk(TempDir);

impl Disk {
    fn mounted(options: &str) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(directory.path());
        if mount.output().is_ok_and(|output| output.status.success()) {
            return Some(Self(directory));
        }
        println!("skipped: no right to mount a disk");
        None
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, since the database may still be open.
        Command::new("umount").arg("--lazy").arg(self.0.path()).status().ok();
    }
}

fn named(name: String) -> CreateUser {
    let notes = Metadata::from_iter([("notes".to_owned(), "x".repeat(7_000).into())]);
    CreateUser {
        username: Some(name),
        skip_password_requirement: Some(true),
        private_metadata: Some(notes),
        ..CreateUser::default()
    }
}

async fn readiness(housekey: &Housekey) -> u16 {
    reqwest::get(format!("{}/ready", housekey.url)).await.unwrap().status().as_u16()
}

async fn is_whole(path: PathBuf) {
    let db = Db::open(&DatabaseUrl::Sqlite(path)).await.unwrap();
    let check: Result<_, StoreError> =
        db.read(|tx| tx.one("PRAGMA integrity_check", &[], |row| row.get::<String>(0))).await;
    assert_eq!(check.unwrap().as_deref(), Some("ok"));
}

/// A refusal that says that the server, not the client, has to do something.
fn is_unavailable(housekey: &Housekey, error: &Error, words: &[&str]) {
    assert_eq!(error.status().unwrap().as_u16(), 503, "{error}");
    assert_eq!(error.code(), Some("service_unavailable"));
    assert!(error.retry_after().is_some() && error.to_string().contains("No changes were made"), "{error}");
    let line = housekey.whole_line_with(error.trace_id().unwrap());
    assert!(words.iter().all(|word| line.contains(word)), "{line} does not say {words:?}");
}

#[tokio::test]
async fn a_full_disk_is_named_and_recovered_from_without_a_restart() {
    let Some(disk) = Disk::mounted("size=4m") else { return };
    let mut housekey = Housekey::start(&disk.data(), &["--secret-key", KEY]);
    let client = housekey.client();
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![1; 2_000_000]).unwrap();
    let mut kept: Vec<UserId> = Vec::new();
    let error = loop {
        match client.users().create(named(format!("user_{}", kept.len()))).await {
            Ok(user) => kept.push(user.id),
            Err(error) => break error,
        }
        assert!(kept.len() < 1_000, "4 MiB can't hold that");
    };
    is_unavailable(&housekey, &error, &["disk is full", "free space"]);
    let count = client.users().count(CountUsers::default()).await.unwrap().total_count;
    assert_eq!(count, kept.len() as u64, "readers go on, and see what was acknowledged");
    let keys = client.jwks().get().await;
    assert!(keys.is_ok(), "what needs no room is still served");
    // A result is reused for a second, so the one from the start may still be told.
    while readiness(&housekey).await == 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(readiness(&housekey).await, 503, "a server that can't write is not ready");

    fs::remove_file(ballast).unwrap();
    while readiness(&housekey).await != 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    kept.push(client.users().create(named("user_again".to_owned())).await.unwrap().id);
    for id in &kept {
        let change = UpdateUserMetadata::default();
        client.users().update_metadata(id, change).await.unwrap();
    }
    assert!(housekey.stop().success());
    is_whole(disk.data().join("housekey.db")).await;
}

/// Root may write everywhere, so a read-only file system is used. A file system in use can't be remounted read-only, so
/// the server encounters it on start-up.
#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let Some(disk) = Disk::mounted("size=4m") else { return };
    assert!(Housekey::start(&disk.data(), &["--secret-key", KEY]).stop().success());
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(disk.0.path()).status();
    assert!(remounted.unwrap().success());
    for data in [disk.data(), disk.0.path().join("new")] {
        let output = crate::housekey::run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success());
        assert!(complaint.contains(data.to_str().unwrap()), "{complaint}");
        let says_why = ["permissions", "Read-only", "read-only"].iter().any(|word| complaint.contains(word));
        assert!(says_why, "{complaint}");
    }
}
