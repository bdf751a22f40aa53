use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, Uri, request};

use super::cookies::Jar;
use super::reason::{Reason, TokenReason};
use super::token::Hearsay;

/// A request's head: `http::request::Parts`, an `http::Request`, or only its headers.
///
/// A handshake is possible only if the method and URI are known.
pub trait RequestHead {
    /// The headers.
    fn headers(&self) -> &HeaderMap;

    /// The method, if it is known.
    fn method(&self) -> Option<&Method> {
        None
    }

    /// The URI, if it is known.
    fn uri(&self) -> Option<&Uri> {
        None
    }
}

impl RequestHead for HeaderMap {
    fn headers(&self) -> &HeaderMap {
        self
    }
}

impl RequestHead for request::Parts {
    fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn method(&self) -> Option<&Method> {
        Some(&self.method)
    }

    fn uri(&self) -> Option<&Uri> {
        Some(&self.uri)
    }
}

impl<B> RequestHead for Request<B> {
    fn headers(&self) -> &HeaderMap {
        self.headers()
    }

    fn method(&self) -> Option<&Method> {
        Some(self.method())
    }

    fn uri(&self) -> Option<&Uri> {
        Some(self.uri())
    }
}

/// A request's credential if the instance's suffixed cookies aren't known.
pub(super) struct Credential {
    pub(super) token: String,
    /// The reason to report if the token is expired.
    pub(super) when_expired: Reason,
}

impl Credential {
    /// The token from the header or else from the cookies, or why the request is signed out without one.
    pub(super) fn of(head: &impl RequestHead, header: Option<&str>) -> Result<Self, Reason> {
        let token = match header {
            Some(token) => token.to_owned(),
            None => session(&Jar::of(head.headers()))?,
        };
        Ok(Self { token, when_expired: when_expired(head.method()) })
    }
}

/// The token in `Authorization`, with or without `Bearer`. Other schemes are ignored.
pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Reason> {
    const UNREADABLE: Reason = Reason::Token(TokenReason::Invalid);
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(UNREADABLE);
    }
    let value = value.to_str().map_err(|_| UNREADABLE)?.trim();
    Ok(match value.split_once(' ') {
        None => Some(value).filter(|value| !value.is_empty()),
        Some((scheme, token)) => scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()),
    })
}

/// The token in the unsuffixed cookies, unless they contradict each other.
fn session(cookies: &Jar<'_>) -> Result<String, Reason> {
    let changed = cookies.client_uat("");
    let Some(token) = cookies.get("__session", "") else {
        let is_signed_in = changed.is_some_and(|changed| changed != 0);
        return Err(if is_signed_in {
            Reason::ClientUatButNoSessionToken
        } else {
            Reason::SessionTokenAndUatMissing
        });
    };
    match changed {
        Some(0) => Err(Reason::SessionTokenButNoClientUat),
        Some(changed) if Hearsay::of(&token).is_some_and(|token| token.is_older_than(changed)) => {
            Err(Reason::SessionTokenIatBeforeClientUat)
        }
        _ => Ok(token.into_owned()),
    }
}

/// Headers without a method are treated as a GET's.
pub(super) fn when_expired(method: Option<&Method>) -> Reason {
    if method.is_some_and(|method| method != Method::GET) {
        Reason::SessionTokenExpiredNonGet
    } else {
        Reason::SessionTokenExpiredNoRefreshCookie
    }
}
