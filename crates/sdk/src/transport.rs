//! Sends requests, with retries.

use std::borrow::Cow;
use std::time::Duration;

use http::header::{AUTHORIZATION, Entry, HeaderMap};
use tracing::Instrument;

use crate::call::Options;
use crate::client::Settings;
use crate::hooks::{Attempt, CallReport};
use crate::outgoing::Outgoing;
use crate::platform::{self, Instant};
use crate::server::Server;
use crate::{Error, RawAnswer, retry, spans};

/// Sends a request until its outcome is final, and reports it.
pub(crate) async fn exchange(
    settings: &Settings,
    outgoing: &Outgoing,
    options: &Options,
) -> Result<RawAnswer, Error> {
    let server = match &options.server {
        Some(url) => Cow::Owned(Server::parse(url)?),
        None => Cow::Borrowed(&settings.server),
    };
    let mut effort = Effort { started: Instant::now(), attempts: 0, waited: Duration::ZERO };
    let span = spans::call(outgoing.meta, &server);
    let work = repeat(settings, &server, outgoing, options, &mut effort);
    let outcome = work.instrument(span.clone()).await;
    spans::resent(&span, effort.attempts);
    spans::ended(&span, &outcome);
    settings.hooks.on_call(|| CallReport {
        operation: outgoing.meta,
        attempts: effort.attempts,
        elapsed: effort.started.elapsed(),
        waited: effort.waited,
        outcome: outcome.as_ref(),
    });
    outcome
}

/// What a call has taken so far.
struct Effort {
    started: Instant,
    attempts: u32,
    waited: Duration,
}

async fn repeat(
    settings: &Settings,
    server: &Server,
    outgoing: &Outgoing,
    options: &Options,
    effort: &mut Effort,
) -> Result<RawAnswer, Error> {
    let policy = options.retry.as_ref().unwrap_or(&settings.retry);
    let whole = options.timeout.unwrap_or(settings.timeout);
    let mut before = None;
    loop {
        effort.attempts += 1;
        let number = effort.attempts;
        // Looking at the clock takes time, too; most calls have one attempt.
        let elapsed = if number == 1 { Duration::ZERO } else { effort.started.elapsed() };
        let timeout = retry::timeout(policy, number, elapsed, whole);
        let span = spans::attempt(outgoing.meta, server, number);
        let attempt = attempt(settings, server, outgoing, options, (number, timeout));
        let outcome = attempt.instrument(span.clone()).await;
        let now = Instant::now();
        span.in_scope(|| spans::log(outgoing.meta, number, now - (effort.started + elapsed), &outcome));
        spans::ended(&span, &outcome);
        // It was cancelled because the call's time is over: the outcome before says more.
        if timeout < whole && matches!(outcome, Err(Error::Timeout { .. })) {
            return before.unwrap_or(outcome);
        }
        let elapsed = now - effort.started;
        let pause = retry::next_pause(policy, outgoing.meta.method, number, elapsed, &outcome);
        let Some(pause) = pause else { return outcome };
        platform::sleep(pause).await;
        effort.waited += now.elapsed();
        before = Some(outcome);
    }
}

async fn attempt(
    settings: &Settings,
    server: &Server,
    outgoing: &Outgoing,
    options: &Options,
    (number, timeout): (u32, Duration),
) -> Result<RawAnswer, Error> {
    let attempt = Attempt { operation: outgoing.meta, number };
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

/// The client's headers, overridden by those of this call.
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
