use std::io;
use std::net::Ipv4Addr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::guard::Addresses;
use super::*;

/// A loopback address that the tests treat as public, so that they reach nothing else.
const PUBLIC: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const PRIVATE: Ipv4Addr = Ipv4Addr::LOCALHOST;

fn only_the_second(address: IpAddr) -> bool {
    address == PUBLIC
}

/// Returns the next list on each lookup, then repeats the last one.
struct Scripted {
    answers: Mutex<Vec<Vec<Ipv4Addr>>>,
    asked: Arc<AtomicUsize>,
}

impl Resolver for Scripted {
    fn addresses(&self, _: &str) -> Addresses {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answers = self.answers.lock().unwrap();
        let next = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async { Ok(next.into_iter().map(IpAddr::from).collect()) })
    }
}

fn scripted(answers: &[&[Ipv4Addr]]) -> (Outbound, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let answers = Mutex::new(answers.iter().map(|answer| answer.to_vec()).collect());
    let resolver = Arc::new(Scripted { answers, asked: Arc::clone(&asked) });
    (Outbound::with(resolver, only_the_second), asked)
}

/// A server that gives the same response to every request and counts its connections.
async fn server(address: Ipv4Addr, answer: &'static str) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((address, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(answer.as_bytes()).await;
                if answer.is_empty() {
                    tokio::time::sleep(Duration::from_mins(1)).await;
                }
            });
        }
    });
    (port, connections)
}

const OK: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok";

async fn get(outbound: &Outbound, reach: Reach, url: &str) -> Result<OutboundResponse, OutboundError> {
    outbound.send(reach, Outgoing::get(url)).await
}

#[tokio::test]
async fn an_address_inside_is_refused_in_every_notation() {
    let outbound = Outbound::default();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "①②⑦.⓪.⓪.①",
        "0",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1]",
        "localhost",
    ] {
        let refused = get(&outbound, Reach::Public, &format!("http://{host}:9/")).await;
        assert!(matches!(refused, Err(OutboundError::NotPublic(_))), "{host}: {refused:?}");
    }
}

#[tokio::test]
async fn development_reaches_this_machine() {
    let (port, _) = server(PRIVATE, OK).await;
    let answer =
        get(&Outbound::default(), Reach::Anywhere, &format!("http://localhost:{port}/")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_ref(), answer.complete), (StatusCode::OK, &b"ok"[..], true));
}

#[tokio::test]
async fn one_address_inside_among_others_is_too_many() {
    let (outbound, _) = scripted(&[&[PUBLIC, PRIVATE]]);
    let refused = get(&outbound, Reach::Public, "http://mixed.example/").await.unwrap_err();
    assert_eq!(refused, OutboundError::NotPublic(PRIVATE.into()));
}

#[tokio::test]
async fn a_name_that_changes_its_address_gains_nothing() {
    let (port, _) = server(PUBLIC, OK).await;
    let inside = TcpListener::bind((PRIVATE, port)).await.unwrap();
    let (outbound, asked) = scripted(&[&[PUBLIC], &[PRIVATE]]);
    let url = format!("http://rebinding.example:{port}/");

    // Resolved once; nothing is looked up between check and connection.
    assert_eq!(get(&outbound, Reach::Public, &url).await.unwrap().status, StatusCode::OK);
    assert_eq!(asked.load(Ordering::Relaxed), 1);

    let refused = get(&outbound, Reach::Public, &url).await.unwrap_err();
    assert_eq!(refused, OutboundError::NotPublic(PRIVATE.into()));
    let reached = tokio::time::timeout(Duration::from_millis(100), inside.accept()).await;
    assert!(reached.is_err(), "nobody came");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_no_invitation() {
    let inside = TcpListener::bind((PRIVATE, 0)).await.unwrap();
    let target = inside.local_addr().unwrap();
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nlocation: http://{target}/\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    );
    let (port, _) = server(PUBLIC, redirect.leak()).await;
    let (outbound, _) = scripted(&[&[PUBLIC]]);
    for reach in [Reach::Public, Reach::Anywhere] {
        let answer = get(&outbound, reach, &format!("http://redirecting.example:{port}/")).await.unwrap();
        assert_eq!(answer.status, StatusCode::FOUND);
    }
    let reached = tokio::time::timeout(Duration::from_millis(100), inside.accept()).await;
    assert!(reached.is_err(), "nobody followed");
}

#[tokio::test]
async fn no_more_is_read_than_asked_for() {
    let long = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(100_000));
    let (port, _) = server(PRIVATE, long.leak()).await;
    let outgoing = Outgoing { most_bytes: 1_000, ..Outgoing::get(format!("http://127.0.0.1:{port}/")) };
    let answer = Outbound::default().send(Reach::Anywhere, outgoing).await.unwrap();
    assert_eq!((answer.body.len(), answer.complete), (1_000, false));
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_said() {
    let (port, connections) = server(PRIVATE, "").await;
    let longest = Duration::from_millis(200);
    let outgoing = Outgoing { longest, ..Outgoing::get(format!("http://127.0.0.1:{port}/")) };
    let refused = Outbound::default().send(Reach::Anywhere, outgoing).await.unwrap_err();
    assert_eq!((refused, connections.load(Ordering::Relaxed)), (OutboundError::Timeout(longest), 1));
}

#[tokio::test]
async fn what_is_no_plain_web_address_is_refused() {
    for url in
        ["", "/path", "ftp://example.com/", "file:///etc/passwd", "http://", "http://user@example.com/"]
    {
        let refused = get(&Outbound::default(), Reach::Anywhere, url).await.unwrap_err();
        assert_eq!(refused, OutboundError::Url, "{url}");
    }
}

#[tokio::test]
async fn a_name_that_is_not_there_is_told() {
    struct Nowhere;
    impl Resolver for Nowhere {
        fn addresses(&self, name: &str) -> Addresses {
            let error = io::Error::new(io::ErrorKind::NotFound, format!("{name} is unknown"));
            Box::pin(async { Err(error) })
        }
    }
    let outbound = Outbound::with(Arc::new(Nowhere), only_the_second);
    let Err(OutboundError::Failed(why)) = get(&outbound, Reach::Public, "http://nowhere.example/").await
    else {
        panic!("an answer from nowhere")
    };
    assert!(why.contains("nowhere.example is unknown"), "{why}");
}

#[tokio::test]
async fn only_a_local_server_reaches_private_addresses_unasked() {
    use Environment::{Development, Production};
    use PrivateAddresses::{Auto, Off, On};

    for (private, is_local, environment, reach) in [
        (Auto, true, Development, Reach::Anywhere),
        (Auto, true, Production, Reach::Public),
        (Auto, false, Development, Reach::Public),
        (Auto, false, Production, Reach::Public),
        (On, false, Development, Reach::Anywhere),
        (On, false, Production, Reach::Anywhere),
        (Off, true, Development, Reach::Public),
    ] {
        let found = Outbound::allowing(private, is_local).reach(environment);
        assert_eq!(found, reach, "{private:?} {is_local} {environment:?}");
    }
}

#[tokio::test]
async fn no_error_holds_the_path_or_query_of_the_url() {
    let (lost, _) =
        server(PRIVATE, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nx").await;
    let (garbled, _) = server(PRIVATE, "no HTTP at all\r\n\r\n").await;
    for port in [lost, garbled, 9] {
        let url = format!("http://127.0.0.1:{port}/canary?token=canary");
        let error = get(&Outbound::default(), Reach::Anywhere, &url).await.unwrap_err();
        assert!(matches!(error, OutboundError::Failed(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}
