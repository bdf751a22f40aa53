//! Secrets are neither logged nor stored in plaintext.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use housekey_sdk::{
    CodeToVerify, CreateSession, CreateSignInToken, CreateUser, Metadata, PasswordHasher, PasswordToVerify,
    Patch, RefreshSession, TokenOptions, UpdateUser, VerifyClient, VerifySession, WriteJwtTemplate, set,
};
use serde_json::json;

use crate::housekey::{Housekey, KEY, printed};

const TOTP_SECRET: &str = "KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD";
const PASSWORD: &str = "canary-password staple horse";
const SIGNING_KEY: &str = "canary-signing-key-0123456789abcdef-0123456789abcdef";
/// Must appear neither in the log nor in a file.
const CANARIES: &[&str] = &[KEY, TOTP_SECRET, PASSWORD, SIGNING_KEY, "canary-"];

/// Must not appear in the log.
const WHISPER: &str = "whispered-note-0123";

fn metadata(value: serde_json::Value) -> Option<Metadata> {
    serde_json::from_value(value).unwrap()
}

/// Sends a secret wherever one can be sent, correct and incorrect ones; returns those that the server created.
async fn tell_everything(housekey: &Housekey) -> Vec<String> {
    let client = housekey.client();
    let mut made = Vec::new();
    let user = client.users().create(CreateUser {
        email_address: Some(vec!["ada@example.com".into()]),
        password: Some(PASSWORD.into()),
        totp_secret: Some(TOTP_SECRET.into()),
        backup_codes: Some(vec!["canary-backup-1".into(), "canary-backup-2".into()]),
        private_metadata: metadata(json!({"note": WHISPER})),
        ..CreateUser::default()
    });
    let user = user.await.unwrap();
    let right = PasswordToVerify { password: PASSWORD.into() };
    assert!(client.users().verify_password(&user.id, right).await.unwrap().verified);
    let code = CodeToVerify { code: "canary-backup-1".into() };
    assert!(client.users().verify_totp(&user.id, code).await.unwrap().verified);
    for wrong in ["canary-wrong-1", "canary-wrong-2"] {
        let password = PasswordToVerify { password: wrong.into() };
        client.users().verify_password(&user.id, password).await.unwrap_err();
        client.users().verify_totp(&user.id, CodeToVerify { code: wrong.into() }).await.unwrap_err();
    }
    for change in [
        UpdateUser { password: Some("canary-".into()), ..UpdateUser::default() },
        UpdateUser {
            password_digest: Some("canary-digest".into()),
            password_hasher: Some(PasswordHasher::Bcrypt),
            ..UpdateUser::default()
        },
        UpdateUser { totp_secret: set("canary-totp!"), ..UpdateUser::default() },
        UpdateUser { backup_codes: Some(vec!["canary-backup".into(); 100]), ..UpdateUser::default() },
    ] {
        client.users().update(&user.id, change).await.unwrap_err();
    }
    let change = UpdateUser {
        totp_secret: Patch::Keep,
        password: Some("canary-second staple horse".into()),
        ..UpdateUser::default()
    };
    client.users().update(&user.id, change).await.unwrap();

    let session = CreateSession { user_id: user.id.clone(), ..CreateSession::default() };
    let session = client.sessions().create(session).await.unwrap();
    let token = client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap();
    #[expect(deprecated, reason = "it takes a token")]
    let verify = client.sessions().verify(&session.id, VerifySession { token: Some(token.jwt.clone()) });
    verify.await.unwrap();
    let refresh = RefreshSession {
        expired_token: token.jwt.clone(),
        refresh_token: "canary-refresh".into(),
        request_origin: "https://app.example.com".into(),
        request_headers: Some([("cookie".to_owned(), vec!["__session=canary-cookie".into()])].into()),
        ..RefreshSession::default()
    };
    client.sessions().refresh(&session.id, refresh).await.unwrap_err();
    client.clients().verify(VerifyClient { token: "canary-client".into() }).await.unwrap_err();
    let ticket = CreateSignInToken { user_id: user.id.clone(), ..CreateSignInToken::default() };
    let ticket = client.sign_in_tokens().create(ticket).await.unwrap();
    let testing = client.testing_tokens().create().await.unwrap();
    let template = WriteJwtTemplate {
        name: "hasura".into(),
        claims: metadata(json!({"a": 1})).unwrap(),
        custom_signing_key: Some(true),
        signing_algorithm: Some("HS256".into()),
        signing_key: Some(SIGNING_KEY.into()),
        ..WriteJwtTemplate::default()
    };
    client.jwt_templates().create(template).await.unwrap();
    let other = client.sessions().create_token_from_template(&session.id, "hasura", TokenOptions::default());
    let other = other.await.unwrap();
    housekey.client_with("sk_test_canary-unknown-key-0123456789").jwks().get().await.unwrap_err();
    for path in ["/v1/users?query=canary-query", "/nowhere?token=canary-query"] {
        let answer = reqwest::get(format!("{}{path}", housekey.url)).await.unwrap();
        assert!(answer.status().is_client_error());
    }
    let garbage = reqwest::Client::builder().build().unwrap().post(format!("{}/v1/users", housekey.url));
    let garbage = garbage.bearer_auth(KEY).header("content-type", "application/json");
    assert_eq!(garbage.body(r#"{"password": "canary-broken"#).send().await.unwrap().status(), 400);
    made.extend([token.jwt, other.jwt, testing.token, ticket.token.unwrap()].map(String::from));
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_of_everything_holds_no_secret() {
    for format in ["text", "json"] {
        let (data, mut housekey) = Housekey::fresh(&["--log", "trace", "--log-format", format]);
        let made = tell_everything(&housekey).await;
        let master_key = fs::read_to_string(data.path().join("master.key")).unwrap();
        assert!(housekey.stop().success());
        let written = housekey.written();
        let log: Vec<&str> = written.lines().filter(|line| !is_shown_once(line)).collect();
        assert!(log.len() > 30, "everything is logged: {} lines", log.len());
        let secrets = CANARIES
            .iter()
            .copied()
            .chain(made.iter().map(String::as_str))
            .chain([master_key.trim(), WHISPER]);
        for secret in secrets {
            let line = log.iter().find(|line| line.contains(secret));
            assert!(line.is_none(), "{format}: {secret} in {line:?}");
        }
    }
}

/// Whether it is the line that the first start prints on purpose.
fn is_shown_once(line: &str) -> bool {
    line.starts_with("CLERK_SECRET_KEY=")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_files_of_a_database_hold_no_secret() {
    let (data, mut housekey) = Housekey::fresh(&[]);
    let mut made = tell_everything(&housekey).await;
    // First with the WAL, then with everything in the database file.
    assert_clean(data.path(), &made);
    assert!(data.path().join("housekey.db-wal").metadata().unwrap().len() > 0);
    let created = printed(&["keys", "create", "--data", data.path().to_str().unwrap()]);
    made.push(created.trim().trim_start_matches("CLERK_SECRET_KEY=").to_owned());
    assert!(housekey.stop().success());
    assert_clean(data.path(), &made);
}

fn assert_clean(data: &Path, made: &[String]) {
    let (mut bytes, mut searched) = (Vec::new(), 0);
    for file in fs::read_dir(data).unwrap().map(|file| file.unwrap().path()) {
        if file.file_name().unwrap().to_string_lossy().starts_with("housekey.db") {
            bytes.extend(fs::read(file).unwrap());
            searched += 1;
        }
    }
    assert!(searched > 0 && contains(&bytes, b"ada@example.com"), "the right files were searched");
    for secret in CANARIES.iter().copied().chain(made.iter().map(String::as_str)) {
        assert!(!contains(&bytes, secret.as_bytes()), "{secret} is in the clear");
        let encoded = STANDARD.encode(secret);
        assert!(!contains(&bytes, encoded.trim_end_matches('=').as_bytes()), "{secret} is only encoded");
    }
    // The start of private keys: in PEM, and as PKCS #8 of an RSA key, in bytes and in base64.
    let pkcs8 =
        [0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    for start in [&b"PRIVATE KEY"[..], &pkcs8, b"MIIEv", b"MIIEo", b"sk_test_0", b"sk_live_"] {
        assert!(!contains(&bytes, start), "{:?} is in the clear", String::from_utf8_lossy(start));
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
