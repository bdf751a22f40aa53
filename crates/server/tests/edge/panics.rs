//! Internal errors are distinguished from refusals and don't affect other requests.

use std::io::Write;
use std::sync::{Arc, Mutex};

use housekey_contract::backend::{sessions, users};
use housekey_contract::object::{Session, User};
use housekey_contract::{SessionId, UserId};
use housekey_domain::error::Result;
use housekey_sdk::Error;
use housekey_server::cx::Cx;
use housekey_server::endpoint::Endpoints;

use crate::server::Server;

/// Collects the log of the thread that holds the guard.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    fn collect(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || log.clone());
        tracing::subscriber::set_default(subscriber.finish())
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

async fn in_the_handler(_: Cx, user_id: UserId) -> Result<User> {
    panic!("the handler of {user_id} broke")
}

async fn in_slow_work(cx: Cx, _: UserId) -> Result<User> {
    cx.slow(|_| panic!("slow work broke")).await
}

async fn in_a_transaction(cx: Cx, _: UserId) -> Result<User> {
    cx.write(|_| panic!("a transaction broke")).await
}

async fn fine(_: Cx, session_id: SessionId) -> Result<Session> {
    Ok(Session { id: session_id, ..Session::default() })
}

fn is_internal(error: &Error, log: &str, words: &str) {
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (500, Some("internal_clerk_error")));
    assert!(!error.to_string().contains("broke"), "the cause is for the log: {error}");
    let trace_id = error.trace_id().unwrap();
    let line = log
        .lines()
        .find(|line| line.contains(trace_id))
        .unwrap_or_else(|| panic!("{trace_id} is not in {log}"));
    assert!(line.contains("ERROR") && line.contains(words), "{line} does not say {words:?}");
}

#[tokio::test]
async fn a_panic_is_a_500_with_a_trace_id_and_the_server_lives_on() {
    let log = Log::default();
    let _guard = log.collect();
    let mut endpoints = Endpoints::default();
    endpoints.on::<users::Get, _, _>(in_the_handler);
    endpoints.on::<users::Ban, _, _>(in_slow_work);
    endpoints.on::<users::Lock, _, _>(in_a_transaction);
    endpoints.on::<sessions::Get, _, _>(fine);
    let server = Server::serving(endpoints).await;
    for _ in 0..3 {
        let users = server.client.users();
        is_internal(&users.get("user_1").await.unwrap_err(), &log.text(), "the handler of user_1 broke");
        is_internal(&users.ban("user_1").await.unwrap_err(), &log.text(), "slow work");
        is_internal(&users.lock("user_1").await.unwrap_err(), &log.text(), "a transaction broke");
        assert_eq!(server.client.sessions().get("sess_1").await.unwrap().id.as_str(), "sess_1");
    }
}
