//! Slow clients.

use std::time::{Duration, Instant};

use housekey_server::limits::Patience;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::Server;

const SHORT: Duration = Duration::from_millis(300);

/// A server with short timeouts.
async fn hasty() -> Server {
    Server::changed(|app| app.patience = Patience { head: SHORT, body: SHORT, ..Patience::default() }).await
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.url.trim_start_matches("http://")).await.unwrap()
}

/// Everything the server sends until it closes the connection.
async fn answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    // A server that closes with unread bytes resets the connection; only what came before counts.
    read.expect("the connection stays open").ok();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let server = hasty().await;
    for start in ["", "GET /v1/users HTTP/1.1\r\n", "GET /v1/users HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        let mut stream = connect(&server).await;
        stream.write_all(start.as_bytes()).await.unwrap();
        let began = Instant::now();
        let answer = answer(&mut stream).await;
        assert!(!answer.contains("200"), "{answer}");
        assert!(began.elapsed() < Duration::from_secs(10), "{start:?}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_end_is_refused_as_the_clients_mistake() {
    let server = hasty().await;
    for head in [
        "POST /v1/users HTTP/1.1\r\ncontent-type: application/json",
        "POST /v1/users/user_1/profile_image HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=x",
    ] {
        let mut stream = connect(&server).await;
        let key = &server.secret_key;
        let head =
            format!("{head}\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-length: 1000\r\n\r\n{{");
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("request_timeout") && answer.contains("clerk_trace_id"), "{answer}");
    }
    assert!(server.client.jwks().get().await.is_ok(), "others are served as before");
}

#[tokio::test]
async fn a_body_that_trickles_in_time_is_taken() {
    let server = Server::changed(|app| app.patience.body = Duration::from_secs(20)).await;
    let mut stream = connect(&server).await;
    let body = r#"{"username":"ada_lovelace","skip_password_requirement":true}"#;
    let key = &server.secret_key;
    let head = format!(
        "POST /v1/users HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\nauthorization: Bearer {key}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for piece in body.as_bytes().chunks(20) {
        stream.write_all(piece).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_refused() {
    let server = Server::changed(|_| {}).await;
    let mut stream = connect(&server).await;
    let key = &server.secret_key;
    let head = format!(
        "POST /v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-length: 10\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = answer(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(server.client.jwks().get().await.is_ok());
}
