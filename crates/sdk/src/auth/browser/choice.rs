//! Chooses between this instance's suffixed cookies (`__session_…`) and the unsuffixed ones.

use std::borrow::Cow;

use housekey_contract::Millis;
use reqwest::Url;

use super::address;
use crate::auth::cookies::Jar;
use crate::auth::publishable_key::PublishableKey;
use crate::auth::token::Hearsay;

/// The context of the choice.
pub(super) struct Choice<'a> {
    pub(super) instance: &'a PublishableKey,
    /// The host that issues the instance's tokens.
    pub(super) issuer: Cow<'a, str>,
    pub(super) now: Millis,
}

/// The cookies of the browser.
pub(super) struct BrowserCookies {
    /// The session's token.
    pub(super) session: Option<String>,
    /// When the browser's sessions last changed, in seconds; 0 if it is signed out or unknown.
    pub(super) client_uat: i64,
    /// The refresh token.
    pub(super) refresh: Option<String>,
    /// The development browser token.
    pub(super) dev_browser: Option<String>,
    /// The result of a handshake: a nonce or a token.
    pub(super) handshake_nonce: Option<String>,
    pub(super) handshake_token: Option<String>,
    /// The number of recent redirects.
    pub(super) redirects: u32,
    pub(super) are_suffixed: bool,
}

impl BrowserCookies {
    pub(super) fn of(jar: &Jar<'_>, url: Option<&Url>, choice: &Choice<'_>) -> Self {
        let suffix = format!("_{}", choice.instance.cookie_suffix());
        let are_suffixed = choice.is_suffixed(&Variant::of(jar, ""), &Variant::of(jar, &suffix));
        let chosen = if are_suffixed { suffix.as_str() } else { "" };
        let cookie = |name, suffix| jar.get(name, suffix).map(Cow::into_owned);
        let parameter = |name| url.and_then(|url| address::parameter(url, name));
        let parameter = |name| parameter(name).filter(|value| !value.is_empty());
        Self {
            session: cookie("__session", chosen),
            client_uat: jar.client_uat(chosen).unwrap_or(0),
            refresh: cookie("__refresh", &suffix),
            dev_browser: parameter(address::DEV_BROWSER).or_else(|| cookie(address::DEV_BROWSER, chosen)),
            handshake_nonce: parameter(address::NONCE).or_else(|| cookie(address::NONCE, "")),
            handshake_token: parameter(address::HANDSHAKE).or_else(|| cookie(address::HANDSHAKE, "")),
            redirects: cookie("__clerk_redirect_count", "").and_then(|count| count.parse().ok()).unwrap_or(0),
            are_suffixed,
        }
    }
}

/// The unsuffixed cookies, or the instance's.
struct Variant<'a> {
    session: Option<Cow<'a, str>>,
    client_uat: Option<Cow<'a, str>>,
}

impl<'a> Variant<'a> {
    fn of(jar: &Jar<'a>, suffix: &str) -> Self {
        Self { session: jar.get("__session", suffix), client_uat: jar.get("__client_uat", suffix) }
    }

    fn is_signed_out(&self) -> bool {
        self.client_uat.as_deref() == Some("0")
    }

    fn token(&self) -> Option<Hearsay> {
        self.session.as_deref().and_then(Hearsay::of)
    }
}

impl Choice<'_> {
    /// Two applications on one host share the plain cookies and overwrite them. The suffixed ones are this instance's
    /// own, but an older front end does not write them, so that plain ones that are newer and of this instance win.
    fn is_suffixed(&self, plain: &Variant<'_>, suffixed: &Variant<'_>) -> bool {
        let plain_token = plain.token();
        if plain.session.is_some() {
            // What names no issuer is refused later, without a handshake.
            let issuer = plain_token.as_ref().map(Hearsay::issuer).filter(|issuer| !issuer.is_null());
            let Some(issuer) = issuer.filter(|issuer| issuer.as_str() != Some("")) else { return false };
            if !issuer.as_str().is_some_and(|issuer| self.is_issuer(issuer)) {
                return true;
            }
        }
        if suffixed.session.is_none() && suffixed.client_uat.is_none() {
            return false;
        }
        let issued =
            |token: &Option<Hearsay>| token.as_ref().and_then(|token| token.seconds("iat")).unwrap_or(0);
        let suffixed_token = suffixed.token();
        let is_newer = issued(&plain_token) > issued(&suffixed_token);
        match (suffixed.is_signed_out(), plain.is_signed_out()) {
            (false, false) if is_newer => false,
            (true, false) => false,
            (false, true) if self.is_stale(suffixed_token.as_ref()) => false,
            _ => suffixed.client_uat.is_some() || suffixed.session.is_none(),
        }
    }

    /// In development the instance's own cookies stay behind when an older front end signs out.
    fn is_stale(&self, token: Option<&Hearsay>) -> bool {
        let expires = token.and_then(|token| token.seconds("exp"));
        self.instance.is_development()
            && expires.is_some_and(|expires| Millis::from_seconds(expires) <= self.now)
    }

    fn is_issuer(&self, issuer: &str) -> bool {
        let host = issuer.strip_prefix("https://").or_else(|| issuer.strip_prefix("http://"));
        host.unwrap_or(issuer) == self.issuer
    }
}
