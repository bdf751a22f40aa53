//! What a new user sees, and what is in the directory afterwards.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use housekey_sdk::auth::{Options, Verifier, verify_token};
use housekey_sdk::{CountUsers, CreateSession, CreateUser, TokenOptions};

use crate::housekey::{Housekey, KEY};

/// The lines to be pasted.
fn environment(written: &str) -> BTreeMap<&str, &str> {
    written
        .lines()
        .filter(|line| line.starts_with("CLERK_"))
        .filter_map(|line| line.split_once('='))
        .collect()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn the_first_start_prints_all_that_is_needed() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("not/there/yet");
    let housekey = Housekey::start(&data, &[]);
    housekey.line_with("CLERK_JWT_KEY=");
    let written = housekey.written();
    let environment = environment(&written);
    assert_eq!(environment.len(), 4, "{written}");
    assert_eq!(environment["CLERK_API_URL"], housekey.url);
    assert!(environment["CLERK_PUBLISHABLE_KEY"].starts_with("pk_test_"));

    // Pasted as they are, the lines work.
    let client = housekey.client_with(environment["CLERK_SECRET_KEY"]);
    let ada = CreateUser { email_address: Some(vec!["ada@example.com".into()]), ..CreateUser::default() };
    let ada = client.users().create(ada).await.unwrap();
    let session = CreateSession { user_id: ada.id.clone(), ..CreateSession::default() };
    let session = client.sessions().create(session).await.unwrap();
    let token = client.sessions().create_token(session.id, TokenOptions::default()).await.unwrap();
    let pem = environment["CLERK_JWT_KEY"].trim_matches('"').replace("\\n", "\n");
    let options = Options::new(Verifier::from_pem(&pem).unwrap());
    assert_eq!(verify_token(&token.jwt, &options).await.unwrap().sub, ada.id.as_str());
}

#[test]
fn only_its_owner_can_look_into_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let _housekey = Housekey::start(&data, &[]);
    assert_eq!(mode(&data), 0o700);
    for file in ["master.key", "housekey.db", "housekey.db-wal"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
}

#[test]
fn later_starts_print_the_url_and_the_publishable_key_only() {
    let data = tempfile::tempdir().unwrap();
    let mut first = Housekey::start(data.path(), &[]);
    first.line_with("CLERK_JWT_KEY=");
    let written = first.written();
    let environment = environment(&written);
    assert!(first.stop().success());

    let mut second = Housekey::start(data.path(), &[]);
    assert_eq!(second.line_with("Publishable key: "), environment["CLERK_PUBLISHABLE_KEY"]);
    assert!(second.stop().success());
    let written = second.written();
    assert!(!written.contains("sk_") && !written.contains("CLERK_"), "{written}");
}

#[tokio::test]
async fn fixed_keys_hold_from_the_first_start_on() {
    let publishable_key = "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k";
    let (data, mut first) = Housekey::fresh(&["--publishable-key", publishable_key]);
    assert_eq!(first.line_with("CLERK_PUBLISHABLE_KEY="), publishable_key);
    assert!(first.client().users().count(CountUsers::default()).await.is_ok());
    assert!(first.stop().success());

    // A second fixed key is added; the first one keeps working.
    let other = KEY.replace("0123", "9876");
    let second = Housekey::start(data.path(), &["--secret-key", &other]);
    for key in [KEY, &other] {
        assert!(second.client_with(key).users().count(CountUsers::default()).await.is_ok(), "{key}");
    }
}
