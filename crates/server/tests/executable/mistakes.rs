//! Mistakes of new users: each ends the program with a message that says what to do.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use housekey_store::{DatabaseUrl, Db, StoreError};

use crate::housekey::{Housekey, KEY, run};

/// The error message.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success(), "{arguments:?} did not fail");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!complaint.contains("panicked"), "{complaint}");
    assert!(output.stdout.is_empty(), "nothing else is said: {}", String::from_utf8_lossy(&output.stdout));
    complaint
}

/// A start on a free port with these arguments, which fails with a message that contains each of these words.
fn fails(data: &Path, arguments: &[&str], words: &[&str]) {
    let start = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
    let complaint = complaint(&[&start, arguments].concat());
    assert!(words.iter().all(|word| complaint.contains(word)), "{complaint} does not say {words:?}");
}

/// A directory in which a server has run.
fn used() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    assert!(Housekey::start(data.path(), &["--secret-key", KEY]).stop().success());
    data
}

#[test]
fn a_file_where_the_directory_should_be() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    fails(&file, &[], &["data directory", "file"]);
    fails(&file.join("below"), &[], &["data directory", "below"]);
}

#[test]
fn a_port_that_is_taken() {
    let (data, listener) = (tempfile::tempdir().unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = listener.local_addr().unwrap().to_string();
    let data = data.path().join("data");
    let complaint = complaint(&["--data", data.to_str().unwrap(), "--listen", &address]);
    assert!(complaint.contains(&address) && complaint.contains("--listen"), "{complaint}");
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn another_master_key() {
    let data = used();
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    fails(data.path(), &["--master-key", other], &["master key", "sealed"]);
    fails(data.path(), &["--master-key", "too short"], &["master key"]);
}

#[test]
fn a_lost_master_key() {
    let data = used();
    let key = data.path().join("master.key");
    fs::remove_file(&key).unwrap();
    fails(data.path(), &[], &["master.key", "backup"]);
    assert!(!key.exists(), "another key would be of no use");
    fs::write(&key, "rubbish").unwrap();
    fails(data.path(), &[], &["master.key"]);
}

#[tokio::test]
async fn a_database_of_a_newer_version() {
    let data = used();
    let db = Db::open(&DatabaseUrl::Sqlite(data.path().join("housekey.db"))).await.unwrap();
    let newer = "INSERT INTO schema_migrations (version, name) VALUES (9999, 'from the future')";
    let written: Result<_, StoreError> = db.write(move |tx| tx.execute(newer, &[])).await;
    written.unwrap();
    db.close().await;
    fails(data.path(), &[], &["schema 9999", "newer Housekey"]);
}

#[test]
fn a_file_that_is_no_database() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("housekey.db"), "dear diary ".repeat(1000)).unwrap();
    fails(data.path(), &[], &["housekey.db", "backup"]);
    fails(data.path(), &["--database-url", "mysql://localhost"], &["sqlite:PATH", "postgres://"]);
}

#[test]
fn keys_that_are_none() {
    let data = tempfile::tempdir().unwrap();
    for key in [
        "secret",
        "sk_test_short",
        "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
        &KEY.replace("test", "live"),
        "sk_test_with blanks and umlauts ä in it",
        "sk_test_000000000000000000000000",
        "sk_test_abababababababababababab",
        "sk_test_changemechangemechangeme",
    ] {
        fails(data.path(), &["--secret-key", key], &["sk_test_", "24"]);
    }
    for key in ["pk_test_", "pk_test_!", KEY, "pk_test_bm8tZG90"] {
        fails(data.path(), &["--publishable-key", key], &["publishable key"]);
    }
    let output = run(&["--data", data.path().to_str().unwrap(), "--secret-key", "sk_test_short"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("sk_test_short"), "the key is not repeated");
    // None of these prevents a later start.
    assert!(Housekey::start(data.path(), &[]).stop().success());
}

#[test]
fn a_publishable_key_other_than_the_first() {
    fails(
        used().path(),
        &["--publishable-key", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k"],
        &["is pk_test_", "empty database"],
    );
}

#[test]
fn a_configuration_that_cannot_be_read() {
    let directory = tempfile::tempdir().unwrap();
    let (data, file) = (directory.path().join("data"), directory.path().join("housekey.toml"));
    let path = file.to_str().unwrap();
    fails(&data, &["--config", path], &["failed to read", path]);
    fails(&data, &["--config", directory.path().to_str().unwrap()], &["failed to read"]);
    for (text, word) in [
        ("listen = 4600", "listen"),
        ("colour = 'red'", "colour"),
        ("log_format = 'xml'", "json"),
        ("data", "line 1"),
    ] {
        fs::write(&file, text).unwrap();
        fails(&data, &["--config", path], &["failed to parse", path, word]);
    }
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn a_filter_for_the_log_that_is_none() {
    let data = tempfile::tempdir().unwrap();
    fails(data.path(), &["--log", "housekey=shout"], &["--log", "info"]);
}

#[test]
fn unknown_ids_are_named_without_statuses_and_codes() {
    let data = used();
    let data = data.path().to_str().unwrap();
    for (command, help) in [
        (["keys", "revoke", "key_unknown"], "housekey keys list"),
        (["instances", "delete", "ins_unknown"], "housekey instances list"),
        (["webhooks", "delete", "ep_unknown"], "ep_unknown"),
    ] {
        let complaint = complaint(&[&command[..], &["--data", data]].concat());
        assert!(complaint.contains(command[2]) && complaint.contains(help), "{complaint}");
        assert!(!complaint.contains("404") && !complaint.contains("resource_not_found"), "{complaint}");
    }
}
