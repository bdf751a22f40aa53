use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Request, request};

use super::cookies::SessionCookies;
use super::options::Options;
use super::reason::{Reason, TokenReason};
use super::token::Hearsay;

/// The part of a request that tells who sent it: `http::request::Parts`, an `http::Request`, or its headers alone.
pub trait RequestHead {
    /// The headers.
    fn headers(&self) -> &HeaderMap;

    /// The method, if it is known.
    fn method(&self) -> Option<&Method> {
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
}

impl<B> RequestHead for Request<B> {
    fn headers(&self) -> &HeaderMap {
        self.headers()
    }

    fn method(&self) -> Option<&Method> {
        Some(self.method())
    }
}

/// What a request brings to prove who sent it.
pub(super) struct Credential {
    pub(super) token: String,
    /// The reason to give if the token turns out to be expired.
    pub(super) when_expired: Reason,
}

impl Credential {
    /// The token of the request; or why it is signed out without a look at one. A token in the header counts and
    /// the cookies do not, whether it is good or bad.
    pub(super) fn of(head: &impl RequestHead, options: &Options) -> Result<Self, Reason> {
        let cookies = SessionCookies::of(head.headers(), options.instance());
        let when_expired = when_expired(head.method(), &cookies);
        let token = match bearer(head.headers())? {
            Some(token) => token.to_owned(),
            None => session(cookies)?,
        };
        Ok(Self { token, when_expired })
    }
}

/// The token of `Authorization`, with or without `Bearer`; other schemes are somebody else's.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Reason> {
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

/// The token of the cookies, unless they contradict each other.
fn session(cookies: SessionCookies) -> Result<String, Reason> {
    let is_signed_in = cookies.client_uat.is_some_and(|changed| changed != 0);
    let Some(token) = cookies.session else {
        let reason =
            if is_signed_in { Reason::ClientUatButNoSessionToken } else { Reason::SessionTokenAndUatMissing };
        return Err(reason);
    };
    let Some(changed) = cookies.client_uat else { return Ok(token) };
    if !is_signed_in {
        return Err(Reason::SessionTokenButNoClientUat);
    }
    if Hearsay::of(&token).iat.is_some_and(|issued| issued < changed) {
        return Err(Reason::SessionTokenIatBeforeClientUat);
    }
    Ok(token)
}

/// Headers without a method are taken for those of a GET.
fn when_expired(method: Option<&Method>, cookies: &SessionCookies) -> Reason {
    if method.is_some_and(|method| method != Method::GET) {
        Reason::SessionTokenExpiredNonGet
    } else if cookies.has_refresh {
        Reason::SessionTokenExpiredNoApiClient
    } else {
        Reason::SessionTokenExpiredNoRefreshCookie
    }
}
