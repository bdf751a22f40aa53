use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::multipart::Part;
use reqwest::{Client, Request};
// JavaScript futures belong to the thread that created them, and there is only one. Wrapped, they can be part of futures that must
// be `Send`.
use send_wrapper::SendWrapper;

pub(crate) use web_time::Instant;

use crate::RawAnswer;

/// The longest timeout of JavaScript timers.
const MAX_PAUSE: Duration = Duration::from_millis(i32::MAX as u64);

pub(crate) fn now() -> SystemTime {
    let since_epoch = web_time::SystemTime::now().duration_since(web_time::SystemTime::UNIX_EPOCH);
    SystemTime::UNIX_EPOCH + since_epoch.unwrap_or_default()
}

pub(crate) async fn sleep(pause: Duration) {
    SendWrapper::new(gloo_timers::future::sleep(pause.min(MAX_PAUSE))).await;
}

/// An HTTP client. `fetch` follows redirects, but sends the key only to the same origin.
pub(crate) fn http_client() -> Result<Client, String> {
    Client::builder().build().map_err(|error| error.to_string())
}

/// Sends a request and reads the complete response.
pub(crate) async fn send(http: &Client, request: Request) -> Result<RawAnswer, reqwest::Error> {
    let exchange = async {
        let mut answer = http.execute(request).await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        Ok(RawAnswer { status, headers, body: answer.bytes().await? })
    };
    SendWrapper::new(exchange).await
}

/// Sends a request; returns `None` if the body is longer than the limit.
#[cfg(feature = "authentication")]
pub(crate) async fn send_for(
    http: &Client,
    request: Request,
    longest: usize,
) -> Result<Option<RawAnswer>, reqwest::Error> {
    Ok(Some(send(http, request).await?).filter(|answer| answer.body.len() <= longest))
}

/// `fetch` doesn't tell.
pub(crate) const fn never_connected(_: &reqwest::Error) -> bool {
    false
}

/// A file in a form.
pub(crate) fn part(bytes: Bytes) -> Part {
    Part::bytes(Vec::from(bytes))
}
