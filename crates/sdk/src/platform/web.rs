use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::multipart::Part;
use reqwest::{Client, Request};
// Futures of JavaScript belong to the thread that made them, and there is only one. Wrapped, they may be part of the
// futures that frameworks want to be `Send`.
use send_wrapper::SendWrapper;

pub(crate) use web_time::Instant;

use crate::RawAnswer;

/// The longest time that JavaScript's timers keep.
const LONGEST_PAUSE: Duration = Duration::from_millis(i32::MAX as u64);

pub(crate) fn now() -> SystemTime {
    let since_epoch = web_time::SystemTime::now().duration_since(web_time::SystemTime::UNIX_EPOCH);
    SystemTime::UNIX_EPOCH + since_epoch.unwrap_or_default()
}

pub(crate) async fn sleep(pause: Duration) {
    SendWrapper::new(gloo_timers::future::sleep(pause.min(LONGEST_PAUSE))).await;
}

/// An HTTP client. Redirects are followed by `fetch`, which takes the key along only within the same origin.
pub(crate) fn http_client() -> Result<Client, String> {
    Client::builder().build().map_err(|error| error.to_string())
}

/// Sends a request and reads the answer to its end.
pub(crate) async fn send(http: &Client, request: Request) -> Result<RawAnswer, reqwest::Error> {
    let exchange = async {
        let mut answer = http.execute(request).await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        Ok(RawAnswer { status, headers, body: answer.bytes().await? })
    };
    SendWrapper::new(exchange).await
}

/// Sends a request; there is no answer if it is longer than so many bytes.
#[cfg(feature = "authentication")]
pub(crate) async fn send_for(
    http: &Client,
    request: Request,
    longest: usize,
) -> Result<Option<RawAnswer>, reqwest::Error> {
    Ok(Some(send(http, request).await?).filter(|answer| answer.body.len() <= longest))
}

/// `fetch` does not tell.
pub(crate) const fn never_connected(_: &reqwest::Error) -> bool {
    false
}

/// A file of a form.
pub(crate) fn part(bytes: Bytes) -> Part {
    Part::bytes(Vec::from(bytes))
}
