//! Keys, passwords and tokens stay out of logs.

use std::io::Write;
use std::sync::{Arc, Mutex};

use housekey_sdk::{Client, CreateUser, PasswordToVerify, Retry};
use tracing_subscriber::fmt::MakeWriter;

use crate::peer::{KEY, Peer, Reply, USER, ok, status};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn attempts_are_logged_without_keys_ids_or_contents() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    let _guard = tracing::subscriber::set_default(subscriber.with_writer(log.clone()).finish());

    let peer = Peer::playing([status(503), ok(USER), Reply::Lose]).await;
    let client = peer.client();
    client.users().get("user_1").await.unwrap();
    let password = PasswordToVerify { password: "hunter2".into() };
    client.users().verify_password("user_1", password).retry(Retry::none()).await.unwrap_err();

    let text = log.text();
    assert!(
        text.contains("status=503") && text.contains("status=200") && text.contains("attempt=2"),
        "{text}"
    );
    assert!(text.contains("/users/{user_id}/verify_password") && text.contains("failed"), "{text}");
    let ours: String = text.lines().filter(|line| line.contains("housekey")).collect();
    for secret in [KEY, "hunter2", "Ada"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(!ours.contains("user_1"), "{ours}");
}

#[tokio::test]
async fn nothing_that_can_be_printed_shows_a_secret() {
    let peer = Peer::playing([ok(r#"{"jwt":"eyJhbGciOi"}"#)]).await;
    let client = peer.client();
    let create =
        client.users().create(CreateUser { password: Some("hunter2".into()), ..CreateUser::default() });
    let call = create.header("x-secret", "swordfish");
    let answer = client.sessions().create_token("sess_1", housekey_sdk::TokenOptions::default()).raw().await;
    let printed =
        format!("{client:?} {:?} {call:?} {:?} {answer:?}", peer.builder(), Client::new("\nsk_swordfish\n1"));
    for secret in ["swordfish", "hunter2", "eyJ"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(printed.contains("Call { operation: Users.create"), "{printed}");
}
