use std::time::SystemTime;

use bytes::Bytes;
#[cfg(feature = "authentication")]
use reqwest::Response;
use reqwest::multipart::Part;
use reqwest::redirect::Policy;
use reqwest::{Client, Request};

pub(crate) use tokio::time::{Instant, sleep};

use crate::RawAnswer;

#[expect(clippy::disallowed_methods, reason = "the client's edge: nothing above it could pass the time in")]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// An HTTP client that doesn't follow redirects, which could turn a POST into a GET and send the key elsewhere.
pub(crate) fn http_client() -> Result<Client, String> {
    if !has_cryptography() {
        return Err("there is no TLS provider: install a default provider of rustls first".to_owned());
    }
    // Its retries are only for HTTP/2, which is not enabled, and would copy every request.
    let retry = reqwest::retry::never();
    Client::builder().redirect(Policy::none()).retry(retry).build().map_err(|error| error.to_string())
}

/// Sends a request and reads the complete response.
pub(crate) async fn send(http: &Client, request: Request) -> Result<RawAnswer, reqwest::Error> {
    let mut answer = http.execute(request).await?;
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    Ok(RawAnswer { status, headers, body: answer.bytes().await? })
}

/// Sends a request; returns `None` if the body is longer than the limit.
#[cfg(feature = "authentication")]
pub(crate) async fn send_for(
    http: &Client,
    request: Request,
    longest: usize,
) -> Result<Option<RawAnswer>, reqwest::Error> {
    let mut answer = http.execute(request).await?;
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    let body = read(answer, longest).await?;
    Ok(body.map(|body| RawAnswer { status, headers, body }))
}

#[cfg(feature = "authentication")]
async fn read(mut answer: Response, longest: usize) -> Result<Option<Bytes>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > longest {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body.into()))
}

pub(crate) fn never_connected(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// A file in a form.
pub(crate) fn part(bytes: Bytes) -> Part {
    let length = bytes.len() as u64;
    Part::stream_with_length(bytes, length)
}

/// Whether there is a TLS provider. With AWS-LC, the HTTP client has its own; without any, it would panic.
fn has_cryptography() -> bool {
    #[cfg(not(feature = "rustls-aws-lc"))]
    use rustls::crypto::CryptoProvider;

    #[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
    if CryptoProvider::get_default().is_none() {
        // Fails only if another thread was faster, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    #[cfg(not(feature = "rustls-aws-lc"))]
    return CryptoProvider::get_default().is_some();
    #[cfg(feature = "rustls-aws-lc")]
    true
}
