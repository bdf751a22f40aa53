//! Authenticates browsers by all of their cookies, with the same checks in the same order as the official SDK.
//!
//! A browser whose cookies are out of sync is redirected to the Frontend API and returns with fresh cookies: the handshake.
//! Expired tokens are refreshed.

mod address;
mod choice;
mod directives;
mod organization;
mod redirect;
mod refresh;
mod resolve;
mod sync;
mod visit;

use std::sync::Arc;

use http::HeaderMap;

pub(super) use self::visit::Visit;

use super::claims::Claims;
use super::credential::when_expired;
use super::options::Options;
use super::reason::{Reason, TokenError, TokenReason};
use super::request::{Authority, admitted, reason};
use super::state::RequestState;
use super::token::{Hearsay, is_no_session};
use super::verifier::{Purpose, Verifier};

/// A visit and its context.
struct Browser<'a> {
    visit: &'a Visit,
    verifier: &'a Verifier,
    authority: &'a Authority<'a>,
    options: &'a Options,
}

/// Authenticates the browser, or redirects it.
pub(super) async fn authenticate(
    visit: &Visit,
    authority: &Authority<'_>,
    options: &Options,
) -> RequestState {
    let verifier = match &authority.verifier {
        Ok(verifier) => *verifier,
        Err(error) => return RequestState::signed_out(Reason::Token(error.reason()), error.message()),
    };
    let browser = Browser { visit, verifier, authority, options };
    match &visit.header_token {
        Some(token) => browser.by_header(token).await,
        None => browser.by_cookies().await,
    }
}

impl Browser<'_> {
    async fn by_header(&self, token: &str) -> RequestState {
        match self.verifier.verify(token, Purpose::Session, self.options).await {
            Ok(claims) => admitted(token.to_owned(), claims, self.options),
            Err(error) => self.refused(error).await,
        }
    }

    async fn by_cookies(&self) -> RequestState {
        if let Some(state) = self.returned().await {
            return state;
        }
        if let Some(state) = self.synced() {
            return state;
        }
        match self.session_cookie() {
            Ok(token) => self.by_session(token).await,
            Err(state) => *state,
        }
    }

    /// The result of a handshake, if the browser returns from one.
    async fn returned(&self) -> Option<RequestState> {
        let cookies = &self.visit.cookies;
        if cookies.handshake_nonce.is_none() && cookies.handshake_token.is_none() {
            return None;
        }
        self.resolve().await
    }

    /// The token to verify, unless the cookies alone decide the outcome.
    fn session_cookie(&self) -> Result<&str, Box<RequestState>> {
        let cookies = &self.visit.cookies;
        if self.visit.is_development && self.visit.asks_for_browser_sync() {
            return Err(self.handshake(Reason::DevBrowserSync, "").into());
        }
        if self.visit.is_development && cookies.dev_browser.is_none() {
            return Err(self.handshake(Reason::DevBrowserMissing, "").into());
        }
        let is_signed_in = cookies.client_uat != 0;
        match (&cookies.session, is_signed_in) {
            (None, false) => Err(RequestState::signed_out(Reason::SessionTokenAndUatMissing, "").into()),
            (Some(_), false) => Err(self.handshake(Reason::SessionTokenButNoClientUat, "").into()),
            (None, true) => Err(self.handshake(Reason::ClientUatButNoSessionToken, "").into()),
            (Some(token), true) => Ok(token),
        }
    }

    async fn by_session(&self, token: &str) -> RequestState {
        let changed = self.visit.cookies.client_uat;
        if Hearsay::of(token).is_some_and(|token| token.is_older_than(changed)) && !is_no_session(token) {
            return self.handshake(Reason::SessionTokenIatBeforeClientUat, "");
        }
        match self.verifier.verify(token, Purpose::Session, self.options).await {
            Ok(claims) => self.signed_in(token, claims),
            Err(error) => self.refused(error).await,
        }
    }

    fn signed_in(&self, token: &str, claims: Arc<Claims>) -> RequestState {
        if self.options.as_satellite().is_none() && self.visit.comes_from_another_domain() {
            let message = "the browser comes from another domain of the instance";
            return self.handshake(Reason::PrimaryDomainCrossOriginSync, message);
        }
        if let Some(state) = self.activated(&claims) {
            return state;
        }
        admitted(token.to_owned(), claims, self.options)
    }

    /// What to do about an invalid token.
    async fn refused(&self, error: TokenError) -> RequestState {
        let reason = match error.reason() {
            TokenReason::Expired => match self.refreshed().await {
                Ok(state) => return state,
                Err(reason) => reason,
            },
            TokenReason::NotActiveYet | TokenReason::IssuedInTheFuture => reason(&error),
            _ => return RequestState::signed_out(reason(&error), error.message()),
        };
        self.handshake(reason, error.message())
    }

    async fn refreshed(&self) -> Result<RequestState, Reason> {
        if !self.visit.is_get || self.visit.cookies.refresh.is_none() {
            return Err(when_expired(self.visit.method.as_ref()));
        }
        self.refresh().await
    }

    fn admitted_with(&self, token: String, claims: Arc<Claims>, headers: HeaderMap) -> RequestState {
        admitted(token, claims, self.options).with_headers(headers)
    }
}
