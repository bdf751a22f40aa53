//! Sends a request, again if need be.

use std::borrow::Cow;
use std::time::Duration;

use http::header::{AUTHORIZATION, Entry, HeaderMap};

use crate::call::Options;
use crate::client::Settings;
use crate::hooks::Attempt;
use crate::outgoing::Outgoing;
use crate::platform::{self, Instant};
use crate::server::Server;
use crate::{Error, RawAnswer, retry};

/// Sends a request until there is an answer that is worth passing on.
pub(crate) async fn exchange(
    settings: &Settings,
    outgoing: &Outgoing,
    options: &Options,
) -> Result<RawAnswer, Error> {
    let server = match &options.server {
        Some(url) => Cow::Owned(Server::parse(url)?),
        None => Cow::Borrowed(&settings.server),
    };
    let policy = options.retry.as_ref().unwrap_or(&settings.retry);
    let started = Instant::now();
    let mut number = 1;
    loop {
        let began = Instant::now();
        let outcome = attempt(settings, &server, outgoing, options, number).await;
        log(outgoing, number, began.elapsed(), &outcome);
        let pause = retry::next_pause(policy, outgoing.meta.method, number, started.elapsed(), &outcome);
        let Some(pause) = pause else { return outcome };
        platform::sleep(pause).await;
        number += 1;
    }
}

async fn attempt(
    settings: &Settings,
    server: &Server,
    outgoing: &Outgoing,
    options: &Options,
    number: u32,
) -> Result<RawAnswer, Error> {
    let attempt = Attempt { operation: outgoing.meta, number };
    let timeout = options.timeout.unwrap_or(settings.timeout);
    let url = server.join(&outgoing.path, outgoing.query.as_deref());
    let headers = headers(settings, options).await?;
    let mut request = outgoing.request(&settings.http, url, headers)?;
    *request.timeout_mut() = Some(timeout);
    settings.hooks.before_request(attempt, &mut request);
    let timeout = request.timeout().copied().unwrap_or(timeout);
    let outcome = platform::send(&settings.http, request).await.map_err(|error| failure(error, timeout));
    settings.hooks.after_response(attempt, &outcome);
    outcome
}

/// What the client sends with every call, overlaid with what is special about this one.
async fn headers(settings: &Settings, options: &Options) -> Result<HeaderMap, Error> {
    let mut headers = settings.headers.clone();
    for (name, value) in &options.headers {
        headers.insert(name, value.clone());
    }
    if let Entry::Vacant(vacant) = headers.entry(AUTHORIZATION) {
        vacant.insert(settings.token.header().await?);
    }
    Ok(headers)
}

fn failure(error: reqwest::Error, timeout: Duration) -> Error {
    if error.is_timeout() && !platform::never_connected(&error) {
        Error::Timeout { after: timeout }
    } else {
        Error::Transport(crate::error::TransportFailure::new(error))
    }
}

/// Says what became of an attempt. Ids, queries, bodies and headers are nobody's business.
fn log(outgoing: &Outgoing, attempt: u32, took: Duration, outcome: &Result<RawAnswer, Error>) {
    let (method, path) = (outgoing.meta.method.as_str(), outgoing.meta.path);
    match outcome {
        Ok(answer) => {
            let trace_id = answer.trace_id();
            tracing::debug!(
                method,
                path,
                attempt,
                ?took,
                status = answer.status.as_u16(),
                trace_id,
                "answered"
            );
        }
        Err(error) => tracing::debug!(method, path, attempt, ?took, %error, "failed"),
    }
}
