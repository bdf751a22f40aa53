//! Requests to URLs chosen by others: proxies, SAML metadata, webhook endpoints.
//!
//! Prevents server-side request forgery (SSRF). Private addresses are reachable only where [`PrivateAddresses`] says
//! so; elsewhere every address a name resolves to is checked, and the connection uses exactly those addresses, so DNS rebinding has no effect. No
//! redirects are followed and no proxy from the environment is used; time and size are limited.

mod address;
mod guard;

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{HeaderMap, Method, StatusCode};
use bytes::{Bytes, BytesMut};
use clap::ValueEnum;
use housekey_store::instances::Environment;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};

use guard::{Guard, Judge, Resolver, System};

/// Timeout for connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long idle connections are kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum number of idle connections per host.
const MAX_IDLE: usize = 8;

/// Which addresses a request may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses only.
    Public,
    /// All addresses, including this machine's.
    Anywhere,
}

/// Whether requests on behalf of instances may reach private addresses: this machine's, and those of its network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateAddresses {
    /// Those of development instances, on a server that only this machine can reach.
    #[default]
    Auto,
    /// Those of all instances.
    On,
    /// None.
    Off,
}

impl PrivateAddresses {
    /// What an instance may reach on a server that is, or is not, for this machine alone. There the other side of a
    /// development instance often runs on the same machine.
    fn reach(self, environment: Environment, is_local: bool) -> Reach {
        match (self, environment) {
            (Self::On, _) => Reach::Anywhere,
            (Self::Auto, Environment::Development) if is_local => Reach::Anywhere,
            _ => Reach::Public,
        }
    }
}

/// An outbound request.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The URL: `http://` or `https://`, without user info.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Timeout, from DNS lookup to the last byte.
    pub longest: Duration,
    /// Maximum number of bytes read from the response body.
    pub most_bytes: usize,
}

impl Outgoing {
    /// A GET, limited to 5 seconds and 64 KiB.
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

/// A response. Redirects are returned like any other response.
#[derive(Clone, Debug)]
pub struct OutboundResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, up to the limit.
    pub body: Bytes,
    /// Whether the body was read completely.
    pub complete: bool,
}

/// Why there is no response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// The URL is invalid.
    #[error("the URL must be http:// or https:// and a host, without a user name")]
    Url,
    /// The URL leads to a non-public address.
    #[error("the address is not on the public internet")]
    NotPublic(IpAddr),
    /// The request timed out.
    #[error("there was no complete response within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The connection failed, or the response isn't HTTP.
    #[error("{0}")]
    Failed(String),
}

/// The client for outbound requests.
pub struct Outbound {
    resolver: Arc<dyn Resolver>,
    is_public: Judge,
    // Created on first use: loading certificates takes memory, and most servers never need them.
    public: OnceLock<Client>,
    anywhere: OnceLock<Client>,
    private: PrivateAddresses,
    /// Whether only this machine can reach the server.
    is_local: bool,
}

impl Default for Outbound {
    fn default() -> Self {
        Self::with(Arc::new(System), address::is_public)
    }
}

impl Outbound {
    fn with(resolver: Arc<dyn Resolver>, is_public: Judge) -> Self {
        let (public, anywhere) = (OnceLock::new(), OnceLock::new());
        Self { resolver, is_public, public, anywhere, private: PrivateAddresses::Auto, is_local: false }
    }

    /// The client of a server that is, or is not, for this machine alone.
    #[must_use]
    pub fn allowing(private: PrivateAddresses, is_local: bool) -> Self {
        Self { private, is_local, ..Self::default() }
    }

    /// What may be reached on behalf of an instance.
    pub fn reach(&self, environment: Environment) -> Reach {
        self.private.reach(environment, self.is_local)
    }

    /// Sends a request.
    ///
    /// # Errors
    /// If there is no response; responses of any status are no error.
    pub async fn send(&self, reach: Reach, outgoing: Outgoing) -> Result<OutboundResponse, OutboundError> {
        let url = checked(&outgoing.url)?;
        // Names are checked when they are resolved; literal addresses aren't resolved.
        if let Some(address) = literal(&url)
            && reach == Reach::Public
            && !(self.is_public)(address)
        {
            return Err(OutboundError::NotPublic(address));
        }
        let Outgoing { method, headers, body, longest, most_bytes, .. } = outgoing;
        let request = self.client(reach)?.request(method, url).headers(headers).body(body).timeout(longest);
        let failed = |error| failure(error, longest);
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
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(MAX_IDLE)
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

/// The IP address in the URL, if any. The parser has normalized its notation.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

async fn read(mut response: reqwest::Response, most: usize) -> Result<OutboundResponse, reqwest::Error> {
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
    Ok(OutboundResponse { status, headers, body: body.freeze(), complete })
}

fn failure(error: reqwest::Error, longest: Duration) -> OutboundError {
    // Errors are logged and shown, and a URL's path and query may hold secrets.
    let error = error.without_url();
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(current) = cause {
        if let Some(refusal) = current.downcast_ref::<OutboundError>() {
            return refusal.clone();
        }
        cause = current.source();
    }
    if error.is_timeout() { OutboundError::Timeout(longest) } else { OutboundError::Failed(chain(&error)) }
}

/// The error with all its causes.
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
