//! The URLs of the browser: current, redirect target and referrer.

use http::header::{HOST, HeaderName};
use http::uri::Authority;
use reqwest::Url;

use crate::auth::credential::RequestHead;
use crate::auth::options::Options;
use crate::auth::publishable_key::PublishableKey;

pub(super) const DEV_BROWSER: &str = "__clerk_db_jwt";
pub(super) const LEGACY_DEV_BROWSER: &str = "__dev_session";
pub(super) const HANDSHAKE: &str = "__clerk_handshake";
pub(super) const NONCE: &str = "__clerk_handshake_nonce";
pub(super) const HELP: &str = "__clerk_help";

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The account portal hosts of development instances.
const LEGACY_PORTALS: [&str; 3] = [".lcl.dev", ".lclstage.dev", ".lclclerk.com"];
const PORTALS: [&str; 3] = [".accounts.dev", ".accountsstage.dev", ".accounts.lclclerk.com"];

/// The URL as the browser sees it: from proxy headers, else `Host`, else the URI itself.
pub(super) fn public_url(head: &impl RequestHead) -> Option<Url> {
    let uri = head.uri()?;
    let first = |name: HeaderName| {
        let values = head.headers().get(name)?.to_str().ok()?;
        values.split(',').next().map(str::trim).filter(|value| !value.is_empty())
    };
    let host =
        first(FORWARDED_HOST).or_else(|| first(HOST)).or_else(|| uri.authority().map(Authority::as_str))?;
    let scheme = first(FORWARDED_PROTO).or(uri.scheme_str()).unwrap_or("http");
    // A malformed host could change where the rest of the URL begins.
    if host.contains(['/', '\\', '?', '#', '@']) || !matches!(scheme, "http" | "https") {
        return None;
    }
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Url::parse(&format!("{scheme}://{host}{path}")).ok()
}

/// The host of the Frontend API, or the URL of its proxy.
pub(super) fn frontend(url: Option<&Url>, instance: &PublishableKey, options: &Options) -> String {
    match options.proxy() {
        Some(path) if path.starts_with('/') => {
            url.map_or_else(String::new, |url| [&url.origin().ascii_serialization(), path].concat())
        }
        Some(proxy) => proxy.to_owned(),
        None => options.frontend_host(instance).into_owned(),
    }
}

/// The first value of a parameter.
pub(super) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// The URL without these parameters.
pub(super) fn without(url: &Url, names: &[&str]) -> Url {
    let kept = url.query_pairs().filter(|(name, _)| !names.contains(&name.as_ref()));
    let mut rest = url.clone();
    rest.set_query(None);
    let mut kept = kept.peekable();
    if kept.peek().is_some() {
        rest.query_pairs_mut().extend_pairs(kept);
    }
    rest
}

/// Whether a page belongs to the instance: its Frontend API or account portal.
pub(super) fn is_own(page: &Url, frontend: &str, is_development: bool) -> bool {
    let Some(host) = page.host_str() else { return false };
    let is_proxied = frontend.starts_with("http");
    let proxy = Url::parse(frontend).ok().filter(|_| is_proxied);
    let api = proxy.as_ref().map_or(Some(frontend), Url::host_str);
    if api == Some(host) || is_development && is_portal(host) {
        return true;
    }
    let portal = Url::parse(&format!("https://{}", portal_of(frontend))).ok().filter(|_| !is_proxied);
    portal.is_some_and(|portal| portal.origin() == page.origin())
}

fn is_portal(host: &str) -> bool {
    let is_legacy = host.starts_with("accounts.") && LEGACY_PORTALS.iter().any(|end| host.ends_with(end));
    let is_current = |end: &str| host.ends_with(end) && !host.ends_with(&format!(".clerk{end}"));
    is_legacy || PORTALS.iter().any(|end| is_current(end))
}

/// The account portal's host for a Frontend API.
fn portal_of(frontend: &str) -> String {
    let host = frontend.replacen("clerk.accountsstage.", "accountsstage.", 1);
    let old = if host.find("clerk.accounts.") <= host.find("clerk.") && host.contains("clerk.accounts.") {
        "clerk.accounts."
    } else {
        "clerk."
    };
    host.replacen(old, "accounts.", 1)
}
