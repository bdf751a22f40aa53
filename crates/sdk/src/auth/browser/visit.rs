use http::header::{ACCEPT, HeaderName, REFERER};
use http::{HeaderMap, Method};
use reqwest::Url;

use super::address;
use super::choice::{BrowserCookies, Choice};
use crate::auth::cookies::Jar;
use crate::auth::credential::RequestHead;
use crate::auth::options::Options;
use crate::auth::publishable_key::PublishableKey;

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// The parts of a request that are needed to authenticate a browser.
pub(in crate::auth) struct Visit {
    /// The token of `Authorization`.
    pub(super) header_token: Option<String>,
    pub(super) method: Option<Method>,
    pub(super) is_get: bool,
    /// Whether the browser says that it navigates to a page.
    pub(super) is_document: bool,
    /// Whether the response is probably a page, so that a redirect returns to it.
    pub(super) may_be_sent_away: bool,
    /// The URL as the browser sees it.
    pub(super) url: Option<Url>,
    pub(super) referrer: Option<Url>,
    pub(super) cookies: BrowserCookies,
    pub(super) is_development: bool,
    /// The host of the Frontend API, or the URL of its proxy.
    pub(super) frontend: String,
    /// All headers, for a refresh.
    pub(super) headers: HeaderMap,
}

impl Visit {
    pub(in crate::auth) fn of(
        head: &impl RequestHead,
        header_token: Option<&str>,
        instance: &PublishableKey,
        options: &Options,
    ) -> Self {
        let headers = head.headers();
        let method = head.method().cloned();
        let is_get = method.as_ref().is_none_or(|method| method == Method::GET);
        let url = address::public_url(head);
        let choice = Choice { instance, issuer: options.frontend_host(instance), now: options.now() };
        let cookies = BrowserCookies::of(&Jar::of(headers), url.as_ref(), &choice);
        let destination = text(headers, &SEC_FETCH_DEST);
        Self {
            header_token: header_token.map(str::to_owned),
            is_document: destination == Some("document"),
            may_be_sent_away: method == Some(Method::GET) && is_page(destination, text(headers, &ACCEPT)),
            referrer: text(headers, &REFERER).and_then(|referrer| Url::parse(referrer).ok()),
            frontend: address::frontend(url.as_ref(), instance, options),
            headers: if is_get && cookies.refresh.is_some() { headers.clone() } else { HeaderMap::new() },
            is_development: instance.is_development(),
            method,
            is_get,
            url,
            cookies,
        }
    }

    /// The first value of a URL parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        address::parameter(self.url.as_ref()?, name)
    }

    /// Whether the URL has a development browser token.
    pub(super) fn asks_for_browser_sync(&self) -> bool {
        self.parameter(address::DEV_BROWSER).is_some()
    }

    /// Whether a page is asked for from a page of another domain that is none of Clerk's own.
    pub(super) fn comes_from_another_domain(&self) -> bool {
        let (Some(referrer), Some(url)) = (&self.referrer, &self.url) else { return false };
        let is_page = self.method == Some(Method::GET) && self.is_document;
        is_page
            && self.cookies.redirects == 0
            && referrer.origin() != url.origin()
            && !address::is_own(referrer, &self.frontend, self.is_development)
    }
}

/// For browsers without `Sec-Fetch-Dest`, `Accept` decides.
fn is_page(destination: Option<&str>, accept: Option<&str>) -> bool {
    match destination {
        Some(destination) => matches!(destination, "document" | "iframe"),
        None => accept.is_some_and(|accept| accept.starts_with("text/html")),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().filter(|text| !text.is_empty())
}
