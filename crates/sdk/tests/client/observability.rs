//! What tracing and metrics are told, and what they are not.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use housekey_sdk::{ListUsers, Method, PasswordToVerify, Retry, UpdateUser, set};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::peer::{KEY, Peer, Reply, USER, ok, status};

/// Keeps every field of what the SDK tells, in order.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<String>>);

impl Told {
    fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    /// What was told once after the other, in the order of `parts`.
    fn assert_in_order(&self, parts: &[&str]) {
        let text = self.text();
        let mut rest = text.as_str();
        for part in parts {
            let place = rest.find(part).unwrap_or_else(|| panic!("no `{part}` in:\n{rest}\nof:\n{text}"));
            rest = &rest[place + part.len()..];
        }
    }
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {field}={value:?}").unwrap();
    }
}

impl<S: Subscriber> Layer<S> for Told {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let metadata = attributes.metadata();
        if metadata.target().starts_with("housekey") {
            let (level, name) = (metadata.level(), metadata.name());
            write!(self.0.lock().unwrap(), "\n{level} {name} {}:", id.into_u64()).unwrap();
            attributes.record(&mut self.clone());
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        write!(self.0.lock().unwrap(), "\n{}", id.into_u64()).unwrap();
        record.record(&mut self.clone());
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target().starts_with("housekey") {
            self.0.lock().unwrap().push_str("\nevent");
            event.record(&mut self.clone());
        }
    }
}

fn listening() -> (Told, tracing::subscriber::DefaultGuard) {
    let told = Told::default();
    let subscriber = tracing_subscriber::registry().with(told.clone());
    (told, tracing::subscriber::set_default(subscriber))
}

#[tokio::test]
async fn a_call_is_a_span_with_a_span_for_each_attempt() {
    let (told, _guard) = listening();
    let answer = Reply::Answer(200, &[("x-clerk-trace-id", "trace_of_2")], USER.to_owned());
    let peer = Peer::playing([status(503), answer]).await;
    peer.client().users().get("user_1").await.unwrap();
    let port = format!("server.port={}", peer.url.rsplit(':').next().unwrap());
    told.assert_in_order(&[
        "INFO call ",
        "otel.name=users.get",
        "otel.kind=\"client\"",
        "operation=users.get",
        "http.request.method=\"GET\"",
        "url.template=\"/users/{user_id}\"",
        "server.address=\"127.0.0.1\"",
        &port,
        "DEBUG attempt ",
        "otel.name=GET /users/{user_id}",
        "attempt=1",
        "event",
        "status=503",
        "http.response.status_code=503",
        "otel.status_code=\"ERROR\"",
        "error.type=\"503\"",
        "DEBUG attempt ",
        "attempt=2",
        "http.request.resend_count=1",
        "http.response.status_code=200",
        "clerk.trace_id=\"trace_of_2\"",
        // The call ends as its last attempt did.
        "http.request.resend_count=1",
        "http.response.status_code=200",
        "clerk.trace_id=\"trace_of_2\"",
    ]);
    let after = told.text();
    let last = after.rfind("http.request.resend_count=1").unwrap();
    assert!(!after[last..].contains("ERROR"), "the call did not fail:\n{after}");
}

#[tokio::test]
async fn a_call_without_an_answer_says_what_kind_of_error_it_is() {
    let (told, _guard) = listening();
    let peer = Peer::playing([Reply::Hang]).await;
    let call = peer.client().users().ban("user_1").timeout(Duration::from_millis(30));
    call.retry(Retry::none()).await.unwrap_err();
    told.assert_in_order(&[
        "operation=users.ban",
        "event",
        "failed",
        "error.type=\"timeout\"",
        "error.type=\"timeout\"",
    ]);
    assert!(!told.text().contains("resend_count"), "{}", told.text());
}

#[tokio::test]
async fn keys_ids_queries_and_contents_are_never_told() {
    let (told, _guard) = listening();
    let body = r#"[{"id":"user_canary2","first_name":"Canaria"},{"id":"user_canary3"}]"#;
    let refusal = r#"{"errors":[{"code":"x","message":"canary@example.com is taken","meta":{}}]}"#;
    let script = [
        ok(r#"{"id":"user_canary1","first_name":"Canaria"}"#),
        Reply::Answer(422, &[], refusal.to_owned()),
        Reply::Lose,
        ok(body),
        Reply::Truncate,
        ok("<canary>"),
        ok("{}"),
    ];
    let peer = Peer::playing(script).await;
    let client = peer.builder().retry(Retry::none()).build().unwrap();
    let users = client.users();
    users.get("user_canary1").header("x-token", "canary-token").await.unwrap();
    let update = UpdateUser { first_name: set("canary"), ..UpdateUser::default() };
    users.update("user_canary1", update).await.unwrap_err();
    users.verify_password("user_canary1", PasswordToVerify { password: "canary".into() }).await.unwrap_err();
    let query = ListUsers { query: Some("canary".into()), limit: Some(2), ..ListUsers::default() };
    let mut pages = users.list(query).pages();
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap_err();
    users.get("user_canary1").await.unwrap_err();

    let body = serde_json::json!({ "name": "canary" });
    let untyped = client.request(Method::POST, "/v1/users/user_canary1?q=canary").json(&body);
    untyped.send::<serde_json::Value>().await.unwrap();

    assert_eq!(peer.seen().len(), 7);
    assert_eq!(told.text().matches("INFO call").count(), 7, "{}", told.text());
    for secret in ["canar", "Canar", KEY, "swordfish"] {
        assert!(!told.text().contains(secret), "{secret} in {}", told.text());
    }
}

#[tokio::test]
async fn every_call_is_reported_once_with_its_attempts() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let noted = reports.clone();
    let peer = Peer::playing([status(503), ok(USER), status(404), Reply::Hang]).await;
    let client = peer.builder().on_call(move |report| {
        let outcome = (report.status().map(|status| status.as_u16()), report.failure());
        let enough = report.elapsed >= report.waited && report.elapsed > Duration::ZERO;
        let waited = report.waited > Duration::ZERO;
        noted.lock().unwrap().push((report.operation.to_string(), report.attempts, outcome, enough, waited));
    });
    let client = client.build().unwrap();
    client.users().get("user_1").await.unwrap();
    client.users().ban("user_1").await.unwrap_err();
    let call = client.users().get("user_1").timeout(Duration::from_millis(20));
    call.retry(Retry::none()).await.unwrap_err();
    client.users().get("").await.unwrap_err();

    let report =
        |operation: &str, attempts, outcome, waited| (operation.to_owned(), attempts, outcome, true, waited);
    let expected = [
        report("users.get", 2, (Some(200), None), true),
        report("users.ban", 1, (Some(404), None), false),
        report("users.get", 1, (None, Some("timeout")), false),
    ];
    assert_eq!(*reports.lock().unwrap(), expected);
}
