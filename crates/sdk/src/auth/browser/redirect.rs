use http::header::{CACHE_CONTROL, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use reqwest::Url;

use super::{Browser, address};
use crate::auth::reason::Reason;
use crate::auth::state::RequestState;

/// The API version of the redirect.
const API_VERSION: &str = "2026-05-12";

/// Maximum number of consecutive redirects.
const MAX_REDIRECTS: u32 = 3;

impl Browser<'_> {
    /// Starts a handshake if possible; otherwise the request is signed out with the same reason.
    pub(super) fn handshake(&self, reason: Reason, message: &str) -> RequestState {
        self.send_to(self.handshake_url(&reason), reason, message)
    }

    /// Redirects the browser, unless it wouldn't return or previous redirects haven't helped.
    pub(super) fn send_to(&self, location: Option<Url>, reason: Reason, message: &str) -> RequestState {
        let redirects = self.visit.cookies.redirects;
        let location = location.filter(|_| self.visit.may_be_sent_away && redirects < MAX_REDIRECTS);
        let headers = location.and_then(|location| {
            let count =
                format!("__clerk_redirect_count={}; SameSite=Lax; HttpOnly; Max-Age=2", redirects + 1);
            Some(HeaderMap::from_iter([
                (LOCATION, HeaderValue::try_from(location.as_str()).ok()?),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (SET_COOKIE, HeaderValue::try_from(count).ok()?),
            ]))
        });
        match headers {
            Some(headers) => RequestState::handshake(reason, message.to_owned(), headers),
            None => RequestState::signed_out(reason, message),
        }
    }

    fn handshake_url(&self, reason: &Reason) -> Option<Url> {
        let visit = self.visit;
        let scheme = if visit.frontend.starts_with("http") { "" } else { "https://" };
        let base = format!("{scheme}{}/", visit.frontend.trim_end_matches('/'));
        let mut url = Url::parse(&base).ok()?.join("v1/client/handshake").ok()?;
        let back =
            address::without(visit.url.as_ref()?, &[address::DEV_BROWSER, address::LEGACY_DEV_BROWSER]);
        let mut query = url.query_pairs_mut();
        query.append_pair("redirect_url", back.as_str());
        query.append_pair("__clerk_api_version", API_VERSION);
        query.append_pair("suffixed_cookies", if visit.cookies.are_suffixed { "true" } else { "false" });
        query.append_pair("__clerk_hs_reason", reason.as_str());
        query.append_pair("format", "nonce");
        if let Some(token) = visit.cookies.session.as_ref().or(visit.header_token.as_ref()) {
            query.append_pair("__session", token);
        }
        if let Some(browser) = visit.cookies.dev_browser.as_ref().filter(|_| visit.is_development) {
            query.append_pair(address::DEV_BROWSER, browser);
        }
        if let Some(wanted) = self.wanted_organization() {
            query.append_pair("organization_id", wanted.as_str());
        }
        drop(query);
        Some(url)
    }
}
