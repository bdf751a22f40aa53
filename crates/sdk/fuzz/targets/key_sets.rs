//! Key sets as a server sends them: the input is the body of its answer.
#![no_main]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex};

use housekey_sdk::auth::{JwksOptions, Options, Verifier, verify_token};
use housekey_sdk::reqwest;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};

/// A token whose key is asked for; no key of a set can have signed it.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtpZCJ9.e30.AAAA";

static BODY: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static SERVER: LazyLock<SocketAddr> = LazyLock::new(serve);
static HTTP: LazyLock<reqwest::Client> =
    LazyLock::new(|| reqwest::Client::builder().build().expect("a client"));
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("a runtime"));

fuzz_target!(|input: &[u8]| {
    *BODY.lock().expect("a body") = input.to_vec();
    let options =
        JwksOptions::new("sk_test_any").api_url(format!("http://{}", *SERVER)).http_client(HTTP.clone());
    let options = Options::new(Verifier::from_jwks(options).expect("a verifier"));
    let refused = RUNTIME.block_on(verify_token(TOKEN, &options)).expect_err("no key has signed this");
    let _ = format!("{refused} {refused:?}");
});

fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(stream);
        }
    });
    address
}

/// Answers one request after the other, as long as the connection lives.
fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        head.extend_from_slice(&buffer[..length]);
        if head.ends_with(b"\r\n\r\n") {
            let body = BODY.lock().expect("a body").clone();
            let length = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(&[length.as_bytes(), &body].concat())?;
            head.clear();
        }
    }
}
