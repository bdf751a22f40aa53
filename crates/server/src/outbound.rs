//! Requests to addresses that somebody else names: proxies, metadata of identity providers, endpoints of webhooks.
//!
//! A server stands inside a network and must be no way into it. For live instances only the public internet is
//! reached: every address that a name stands for is judged, and the connection goes to the very addresses that were
//! judged, so a name that stands for another one a moment later gains nothing. No redirect is followed and no proxy of
//! the environment is used; time and bytes are bounded.

mod address;
mod guard;

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{HeaderMap, Method, StatusCode};
use bytes::{Bytes, BytesMut};
use housekey_store::instances::Environment;
use reqwest::{Client, Url};

use guard::{Guard, Judge, Resolver, System};

/// How long it may take to connect.
const LONGEST_CONNECT: Duration = Duration::from_secs(5);
/// How long a connection is kept that nobody uses.
const LONGEST_IDLE: Duration = Duration::from_secs(30);
/// How many of these are kept for a host.
const MOST_IDLE: usize = 8;

/// Which addresses a request may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of the public internet.
    Public,
    /// All of them, this machine's too.
    Anywhere,
}

impl Reach {
    /// What may be reached on behalf of an instance: while one is developed, its counterparts run on the same machine.
    pub fn of(environment: Environment) -> Self {
        match environment {
            Environment::Development => Self::Anywhere,
            Environment::Production => Self::Public,
        }
    }
}

/// A request to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Its method.
    pub method: Method,
    /// Where it goes: `http://` or `https://`, without a user name.
    pub url: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// How long it may take, from the look-up of the name to the last byte.
    pub longest: Duration,
    /// How many bytes of the answer's body are read.
    pub most_bytes: usize,
}

impl Outgoing {
    /// A GET that takes 5 seconds and 64 KiB at most.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            longest: Duration::from_secs(5),
            most_bytes: 64 * 1024,
        }
    }
}

/// What came back. A redirect is an answer like any other.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it was read.
    pub body: Bytes,
    /// Whether that is all of it.
    pub complete: bool,
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// The URL can't be asked.
    #[error("the URL must be http:// or https:// and a host, without a user name")]
    Url,
    /// The URL leads out of the public internet.
    #[error("{0} is not an address of the public internet")]
    NotPublic(IpAddr),
    /// It took too long.
    #[error("there was no whole answer within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// It can't be reached, or speaks no HTTP.
    #[error("{0}")]
    Failed(String),
}

/// Sends requests to addresses that somebody else names.
pub struct Outbound {
    resolver: Arc<dyn Resolver>,
    is_public: Judge,
    // Made when they are first needed: certificates take memory, and most servers never ask anybody.
    public: OnceLock<Client>,
    anywhere: OnceLock<Client>,
}

impl Default for Outbound {
    fn default() -> Self {
        Self::with(Arc::new(System), address::is_public)
    }
}

impl Outbound {
    fn with(resolver: Arc<dyn Resolver>, is_public: Judge) -> Self {
        Self { resolver, is_public, public: OnceLock::new(), anywhere: OnceLock::new() }
    }

    /// Sends a request.
    ///
    /// # Errors
    /// If there is no answer at all; an answer of any status is one.
    pub async fn send(&self, reach: Reach, outgoing: Outgoing) -> Result<Answered, OutboundError> {
        let url = checked(&outgoing.url)?;
        // A name is judged when it is resolved; an address needs no resolving.
        if let Some(address) = literal(&url)
            && reach == Reach::Public
            && !(self.is_public)(address)
        {
            return Err(OutboundError::NotPublic(address));
        }
        let Outgoing { method, headers, body, longest, most_bytes, .. } = outgoing;
        let request = self.client(reach)?.request(method, url).headers(headers).body(body).timeout(longest);
        let failed = |error| failure(&error, longest);
        read(request.send().await.map_err(failed)?, most_bytes).await.map_err(failed)
    }

    fn client(&self, reach: Reach) -> Result<&Client, OutboundError> {
        let (made, judge) = match reach {
            Reach::Public => (&self.public, Some(self.is_public)),
            Reach::Anywhere => (&self.anywhere, None),
        };
        if let Some(client) = made.get() {
            return Ok(client);
        }
        let client = Client::builder()
            .user_agent("Housekey")
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(LONGEST_CONNECT)
            .pool_idle_timeout(LONGEST_IDLE)
            .pool_max_idle_per_host(MOST_IDLE)
            .dns_resolver(Guard { resolver: Arc::clone(&self.resolver), judge })
            .build();
        let client = client.map_err(|error| OutboundError::Failed(chain(&error)))?;
        Ok(made.get_or_init(|| client))
    }
}

fn checked(url: &str) -> Result<Url, OutboundError> {
    let url = Url::parse(url).map_err(|_| OutboundError::Url)?;
    let plain = url.username().is_empty() && url.password().is_none();
    let fits = matches!(url.scheme(), "http" | "https") && url.has_host() && plain;
    if fits { Ok(url) } else { Err(OutboundError::Url) }
}

/// The address that stands in the URL, in whichever notation: the parser has brought it into one.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

async fn read(mut response: reqwest::Response, most: usize) -> Result<Answered, reqwest::Error> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = BytesMut::new();
    let mut complete = true;
    while let Some(chunk) = response.chunk().await? {
        let room = most - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            complete = false;
            break;
        }
    }
    Ok(Answered { status, headers, body: body.freeze(), complete })
}

fn failure(error: &reqwest::Error, longest: Duration) -> OutboundError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        if let Some(refusal) = current.downcast_ref::<OutboundError>() {
            return refusal.clone();
        }
        cause = current.source();
    }
    if error.is_timeout() { OutboundError::Timeout(longest) } else { OutboundError::Failed(chain(error)) }
}

/// What went wrong, down to its root.
fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(current) = cause {
        text.push_str(": ");
        text.push_str(&current.to_string());
        cause = current.source();
    }
    text
}

#[cfg(test)]
mod tests;
