//! Managing instances and keys next to a running server.

use std::time::{Duration, Instant};

use housekey_sdk::{Client, CountUsers, CreateUser, Error};

use crate::housekey::{Housekey, KEY, command, printed, run};

async fn users(client: &Client) -> Result<u64, Error> {
    client.users().count(CountUsers::default()).await.map(|count| count.total_count)
}

fn value<'a>(printed: &'a str, name: &str) -> &'a str {
    let line = printed.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    line.unwrap_or_else(|| panic!("no {name} in {printed}"))
}

#[tokio::test]
async fn instances_come_and_go_beside_a_running_server() {
    let (data, housekey) = Housekey::fresh(&[]);
    let data = data.path().to_str().unwrap();
    let create = CreateUser {
        username: Some("ada_lovelace".into()),
        skip_password_requirement: Some(true),
        ..CreateUser::default()
    };
    housekey.client().users().create(create).await.unwrap();

    let created = printed(&["instances", "create", "--data", data, "--name", "Second", "--production"]);
    let key = value(&created, "CLERK_SECRET_KEY");
    assert!(key.starts_with("sk_live_") && value(&created, "CLERK_PUBLISHABLE_KEY").starts_with("pk_live_"));
    let second = housekey.client_with(key);
    assert_eq!(users(&second).await.unwrap(), 0, "it has users of its own");

    let list = printed(&["instances", "list", "--data", data]);
    let line = list.lines().find(|line| line.contains("Second")).unwrap();
    assert!(list.lines().count() == 2 && line.contains("production") && !list.contains("sk_"), "{list}");

    let id = line.split_whitespace().next().unwrap();
    assert!(printed(&["instances", "delete", id, "--data", data]).contains(id));
    assert!(until_refused(&second).await.is_unauthorized(), "a deleted instance has no keys");
    assert_eq!(users(&housekey.client()).await.unwrap(), 1, "the other one is as it was");
    assert!(!run(&["instances", "delete", id, "--data", data]).status.success());
}

#[tokio::test]
async fn keys_come_and_go_beside_a_running_server() {
    let (data, housekey) = Housekey::fresh(&[]);
    let data = data.path().to_str().unwrap();
    let created = printed(&["keys", "create", "--data", data]);
    let second = housekey.client_with(value(&created, "CLERK_SECRET_KEY"));
    assert!(users(&second).await.is_ok());

    let list = printed(&["keys", "list", "--data", data]);
    assert_eq!(list.lines().filter(|line| line.contains("active")).count(), 2, "{list}");
    assert!(!list.contains(KEY) && !list.contains(value(&created, "CLERK_SECRET_KEY")), "{list}");
    let line = list.lines().find(|line| !line.contains(&KEY[KEY.len() - 4..])).unwrap();
    let id = line.split_whitespace().next().unwrap();
    printed(&["keys", "revoke", id, "--data", data]);
    assert!(until_refused(&second).await.is_unauthorized());
    assert!(users(&housekey.client()).await.is_ok(), "the first key is as it was");
    assert!(printed(&["keys", "list", "--data", data]).contains("revoked"));
    assert!(!run(&["keys", "revoke", id, "--data", data]).status.success(), "once is enough");

    let pem = printed(&["keys", "pem", "--data", data]);
    assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----") && !pem.contains("PRIVATE"), "{pem}");
}

/// Secret key lookups are cached for two seconds.
async fn until_refused(client: &Client) -> Error {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        match users(client).await {
            Err(error) => return error,
            Ok(_) => assert!(Instant::now() < deadline, "the key still opens"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn where_there_are_several_instances_one_has_to_be_chosen() {
    let (data, _housekey) = Housekey::fresh(&[]);
    let data = data.path().to_str().unwrap();
    printed(&["instances", "create", "--data", data]);
    let output = run(&["keys", "list", "--data", data]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--instance"));
    let list = printed(&["instances", "list", "--data", data]);
    let id = list.split_whitespace().next().unwrap();
    assert_eq!(printed(&["keys", "list", "--data", data, "--instance", id]).lines().count(), 1);
    assert!(!run(&["keys", "pem", "--data", data, "--instance", "ins_unknown"]).status.success());
}

#[test]
fn the_configuration_is_shown_without_its_secrets() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("housekey.toml");
    std::fs::write(&file, "listen = '127.0.0.1:1'\nlog = 'debug'\nsecret_key = 'sk_test_hunter2'").unwrap();
    let mut command = command(&["config", "--listen", "127.0.0.1:3"]);
    command.env("HOUSEKEY_CONFIG", &file).env("HOUSEKEY_LISTEN", "127.0.0.1:2").env("HOUSEKEY_LOG", "warn");
    command.env("HOUSEKEY_MASTER_KEY", "hunter2").env("HOUSEKEY_DATABASE_URL", "postgres://ada:hunter2@db/x");
    let output = command.output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !shown.contains("hunter2"), "{shown}");
    for line in [
        r#"listen = "127.0.0.1:3""#,
        r#"log = "warn""#,
        r#"database_url = "postgres://ada:***@db/x""#,
        r#"master_key = "[redacted]""#,
        r#"secret_key = "[redacted]""#,
    ] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
}

#[test]
fn help_and_version_do_without_a_home() {
    let shown = printed(&["--help"]);
    for word in ["serve", "instances", "keys", "config", "--data", "HOUSEKEY_SECRET_KEY"] {
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
    assert!(printed(&["--version"]).starts_with("housekey "));
}
