//! Connections as clients really use them: kept alive, pipelined, with bodies that nobody asked for.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use housekey_contract::backend::users;
use housekey_contract::object::User;
use housekey_contract::{Metadata, UserId};
use housekey_domain::error::Result;
use housekey_server::cx::Cx;
use housekey_server::endpoint::Endpoints;
use housekey_server::limits::Patience;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::server::Server;

/// How long a test waits before it counts as failed.
const LONG: Duration = Duration::from_mins(1);

/// A connection to the server.
struct Wire(BufReader<TcpStream>);

/// A whole answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn says(&self, header: &str) -> bool {
        self.head.to_ascii_lowercase().contains(header)
    }
}

impl Wire {
    async fn to(server: &Server) -> Self {
        let stream = TcpStream::connect(server.url.trim_start_matches("http://")).await.unwrap();
        Self(BufReader::new(stream))
    }

    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).await.unwrap();
    }

    /// The next answer; none where the connection has ended.
    async fn answer(&mut self) -> Option<Answer> {
        timeout(LONG, self.read_answer()).await.expect("no answer comes")
    }

    async fn read_answer(&mut self) -> Option<Answer> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head).await.ok()? == 0 {
                return None;
            }
        }
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let lower = head.to_ascii_lowercase();
        let length = lower.split("content-length: ").nth(1).map_or("0", |rest| rest.lines().next().unwrap());
        let mut body = vec![0; length.parse().ok()?];
        self.0.read_exact(&mut body).await.ok()?;
        Some(Answer { status, head, body: String::from_utf8(body).ok()? })
    }
}

fn post(server: &Server, headers: &str) -> String {
    let key = &server.secret_key;
    format!("POST /v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n{headers}\r\n")
}

const GET: &str = "GET /health HTTP/1.1\r\nhost: x\r\n\r\n";

static SHOWN: LazyLock<AtomicUsize> = LazyLock::new(AtomicUsize::default);

async fn large(_: Cx, id: UserId) -> Result<User> {
    SHOWN.fetch_add(1, Ordering::SeqCst);
    let notes = Metadata::from_iter([("notes".to_owned(), "x".repeat(1024 * 1024).into())]);
    Ok(User { id, public_metadata: notes, ..User::default() })
}

#[tokio::test]
async fn a_client_that_asks_without_reading_is_answered_no_further_and_let_go() {
    let mut endpoints = Endpoints::default();
    endpoints.on::<users::Get, _, _>(large);
    let server = Server::serving_changed(endpoints, |app| {
        app.patience = Patience { write: Duration::from_millis(300), ..Patience::default() };
    })
    .await;
    let mut wire = Wire::to(&server).await;
    let get = format!(
        "GET /v1/users/user_1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
        server.secret_key
    );
    // Writes fail once the server has closed the connection.
    let ended = async { while wire.0.get_mut().write_all(get.as_bytes()).await.is_ok() {} };
    timeout(LONG, ended).await.expect("the connection stays open");
    let shown = SHOWN.load(Ordering::SeqCst);
    assert!((1..50).contains(&shown), "{shown} answers of 1 MiB were made for nobody");
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = Server::changed(|_| {}).await;
    let mut wire = Wire::to(&server).await;
    wire.send(GET.repeat(500)).await;
    for _ in 0..500 {
        assert_eq!(wire.answer().await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn heads_that_cannot_be_read_are_answered() {
    let server = Server::changed(|_| {}).await;
    let long = |bytes: usize| "x".repeat(bytes);
    let key = format!("authorization: Bearer {}\r\n", server.secret_key);
    let heads = [
        (400, "NONSENSE\r\n\r\n".to_owned()),
        (400, "GET /health HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n".to_owned()),
        (400, "GET /health HTTP/1.1\r\n\r\n".to_owned()),
        (400, "GET /health HTTP/1.1\r\nhost: x\r\nhost: x\r\n\r\n".to_owned()),
        (
            400,
            "POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx"
                .to_owned(),
        ),
        (401, format!("GET /v1/jwks HTTP/1.1\r\nhost: x\r\n{key}{key}\r\n")),
        (400, format!("POST /v1/users HTTP/1.1\r\nhost: x\r\n{key}origin: a\r\norigin: b\r\n\r\n")),
        (414, format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", long(70_000))),
        (431, format!("GET /health HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", long(1_000_000))),
        (431, format!("GET /health HTTP/1.1\r\nhost: x\r\n{}\r\n", "x: y\r\n".repeat(200))),
    ];
    for (status, head) in heads {
        let mut wire = Wire::to(&server).await;
        // The server may stop reading before the end of what is too long.
        wire.0.get_mut().write_all(head.as_bytes()).await.ok();
        let answer = wire.answer().await;
        assert_eq!(answer.map(|answer| answer.status), Some(status), "{head:.80}");
        let mut wire = Wire::to(&server).await;
        wire.0.get_mut().write_all(format!("{GET}{head}").as_bytes()).await.ok();
        assert_eq!(wire.answer().await.unwrap().status, 200, "before {head:.80}");
        assert_eq!(
            wire.answer().await.map(|answer| answer.status),
            Some(status),
            "after another: {head:.80}"
        );
    }
    let mut old = Wire::to(&server).await;
    old.send("GET /health HTTP/1.0\r\n\r\n").await;
    assert_eq!(old.answer().await.unwrap().status, 200, "HTTP/1.0 knows no Host");
}

#[tokio::test]
async fn a_body_that_nobody_wants_does_not_cost_the_next_request() {
    let server = Server::changed(|_| {}).await;
    let ada = server.ada().await;
    let key = &server.secret_key;
    let chunked = "transfer-encoding: chunked\r\n\r\n4\r\nnull\r\n0\r\n\r\n";
    let delete =
        format!("DELETE /v1/users/{} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n", ada.id);
    let plain = |line: &str| format!("{line} HTTP/1.1\r\nhost: x\r\n");
    let body = |bytes: usize| format!("content-length: {bytes}\r\n\r\n{}", " ".repeat(bytes));
    let cases = [
        // As Go's client deletes.
        (200, format!("{delete}{chunked}")),
        (404, format!("{delete}{chunked}")),
        (401, plain("POST /v1/users") + &body(500_000)),
        (404, plain("POST /v1/nowhere") + &body(500_000)),
        (405, plain("PUT /v1/users") + &body(500_000)),
        (
            413,
            post(&server, "content-type: application/json").trim_end().to_owned() + "\r\n" + &body(2_000_000),
        ),
        (400, plain("GET /health").replace("host: x\r\n", "") + &body(10)),
        (200, plain("GET /health") + &body(500_000)),
    ];
    let mut wire = Wire::to(&server).await;
    for (status, request) in cases {
        wire.send(request.as_bytes()).await;
        let answer = wire.answer().await.unwrap();
        assert_eq!(answer.status, status, "{request:.80}: {answer:?}");
        assert!(!answer.says("connection: close"), "{answer:?}");
        wire.send(GET).await;
        assert_eq!(wire.answer().await.unwrap().status, 200, "after {request:.80}");
    }
}

#[tokio::test]
async fn a_body_without_end_is_answered_with_a_goodbye() {
    let server = Server::changed(|_| {}).await;
    let mut wire = Wire::to(&server).await;
    wire.send("POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n").await;
    let piece = vec![b' '; 64 * 1024];
    // It may close while we are sending.
    while wire.0.get_mut().write_all(&piece).await.is_ok() {
        if let Ok(Some(answer)) = timeout(Duration::from_millis(1), wire.read_answer()).await {
            assert_eq!(answer.status, 401, "{answer:?}");
            assert!(answer.says("connection: close") && answer.body.contains("errors"), "{answer:?}");
            return;
        }
    }
    panic!("the connection ended without an answer");
}

#[tokio::test]
async fn a_client_that_waits_for_leave_to_send_is_told_at_once_that_it_has_none() {
    let server = Server::changed(|_| {}).await;
    let mut wire = Wire::to(&server).await;
    let head = "POST /v1/users HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 10\r\n\r\n";
    wire.send(head).await;
    let answer = wire.answer().await.unwrap();
    assert_eq!(answer.status, 401);
    assert!(answer.says("connection: close"), "{answer:?}");

    let mut wire = Wire::to(&server).await;
    wire.send(post(&server, "expect: 100-continue\r\ncontent-length: 1\r\n")).await;
    assert_eq!(wire.answer().await.unwrap().status, 100);
    wire.send("{").await;
    assert_eq!(wire.answer().await.unwrap().status, 400);
    wire.send(GET).await;
    assert_eq!(wire.answer().await.unwrap().status, 200);
}
