//! Postgres over TLS, with a self-signed certificate.

use std::path::Path;
use std::process::Command;

use housekey_store::testing::Cluster;
use housekey_store::{DatabaseUrl, Db, StoreError};
use tempfile::TempDir;

/// Creates a self-signed certificate for 127.0.0.1; `None` without `openssl`.
fn certificate(directory: &Path) -> Option<()> {
    let arguments = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem \
        -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE";
    let made =
        Command::new("openssl").args(arguments.split_whitespace()).current_dir(directory).output().ok()?;
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(())
}

async fn is_encrypted(url: String) -> Result<bool, StoreError> {
    let db = Db::open(&DatabaseUrl::Postgres(url)).await?;
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let encrypted = db.read(|tx| tx.one(sql, &[], |row| row.get(0))).await?;
    encrypted.ok_or(StoreError::Closed)
}

#[tokio::test]
async fn a_required_certificate_is_checked() {
    let directory = TempDir::new().unwrap();
    let Some(()) = certificate(directory.path()) else {
        return println!("skipped: there is no openssl here");
    };
    let Some(cluster) = Cluster::start() else { return println!("skipped: there is no initdb here") };
    assert_eq!(is_encrypted(cluster.url()).await, Ok(false), "a server without TLS");
    cluster.use_certificate(&directory.path().join("cert.pem"), &directory.path().join("key.pem"));

    let root = directory.path().join("cert.pem");
    let trusted = format!("{}?sslmode=verify-full&sslrootcert={}", cluster.url(), root.display());
    assert_eq!(is_encrypted(trusted).await, Ok(true));
    let untrusted = is_encrypted(format!("{}?sslmode=require", cluster.url())).await;
    assert!(matches!(untrusted, Err(StoreError::Unavailable(_))), "{untrusted:?}");
    assert_eq!(
        is_encrypted(cluster.url()).await,
        Ok(false),
        "no certificate to be trusted, and none asked for"
    );
}
