//! The other end of the wire: a server on a real socket that plays a script and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use housekey_sdk::{Backoff, Client, ClientBuilder};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

pub(crate) const KEY: &str = "sk_test_swordfish";
pub(crate) const USER: &str = r#"{"object":"user","id":"user_1","first_name":"Ada"}"#;

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers: status, further headers, body.
    Answer(u16, &'static [(&'static str, &'static str)], String),
    /// Closes the connection instead of answering.
    Lose,
    /// Closes the connection in the middle of the body.
    Truncate,
    /// Never answers.
    Hang,
}

pub(crate) fn ok(body: &str) -> Reply {
    Reply::Answer(200, &[], body.to_owned())
}

pub(crate) fn status(status: u16) -> Reply {
    Reply::Answer(status, &[], String::new())
}

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) at: Instant,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} was sent twice");
        value
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub(crate) struct Peer {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Reply>,
    seen: Vec<Seen>,
    connections: usize,
    open: usize,
}

impl Peer {
    pub(crate) async fn playing(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State { script: script.into_iter().collect(), ..State::default() }));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                {
                    let mut state = shared.lock().unwrap();
                    (state.connections, state.open) = (state.connections + 1, state.open + 1);
                }
                tokio::spawn(async move {
                    serve(stream, shared.clone()).await;
                    shared.lock().unwrap().open -= 1;
                });
            }
        });
        Self { url, state }
    }

    /// A client of this server that does not wait long between attempts.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().secret_key(KEY).server(&self.url).retry(fast())
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.state.lock().unwrap().seen.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// How many connections there are just now.
    pub(crate) fn open(&self) -> usize {
        self.state.lock().unwrap().open
    }

    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }
}

pub(crate) fn fast() -> Backoff {
    Backoff { initial_interval: Duration::from_millis(1), ..Backoff::default() }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = read(&mut stream).await {
        let reply = {
            let mut state = state.lock().unwrap();
            state.seen.push(request);
            state.script.pop_front().unwrap_or_else(|| status(418))
        };
        let text = match reply {
            Reply::Answer(status, headers, body) => answer(status, headers, &body, body.len()),
            Reply::Truncate => answer(200, &[], USER, 4096),
            Reply::Hang => return std::future::pending().await,
            Reply::Lose => return,
        };
        stream.write_all(text.as_bytes()).await.unwrap();
        if text.contains("content-length: 4096") {
            return;
        }
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str, length: usize) -> String {
    let headers =
        headers.iter().fold(String::new(), |text, (name, value)| text + name + ": " + value + "\r\n");
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
    }
    let mut start = lines.first()?.split(' ').map(str::to_owned);
    let (method, target) = (start.next()?, start.next()?);
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut seen = Seen { method, target, headers, body: Vec::new(), at: Instant::now() };
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    seen.body.resize(length, 0);
    stream.read_exact(&mut seen.body).await.ok()?;
    Some(seen)
}
