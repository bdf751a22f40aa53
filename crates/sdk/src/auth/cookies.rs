//! Which cookies speak for the browser: those of this instance (`__session_…`) or the plain ones.

use http::HeaderMap;
use http::header::COOKIE;

use super::publishable_key::PublishableKey;
use super::token::Hearsay;

const SESSION: &str = "__session";
const CLIENT_UAT: &str = "__client_uat";
const REFRESH: &str = "__refresh";

/// What the browser says about its session.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SessionCookies {
    /// The session token.
    pub(super) session: Option<String>,
    /// When the browser's sessions last changed, in seconds; 0 when it is signed out.
    pub(super) client_uat: Option<i64>,
    /// Whether a refresh token came along, which only the suffixed cookies have.
    pub(super) has_refresh: bool,
}

impl SessionCookies {
    pub(super) fn of(headers: &HeaderMap, instance: Option<&PublishableKey>) -> Self {
        let plain = Variant::of(headers, "");
        let Some(instance) = instance else { return plain.into_cookies(false) };
        let suffix = format!("_{}", instance.cookie_suffix());
        let suffixed = Variant::of(headers, &suffix);
        let has_refresh = cookie(headers, REFRESH, &suffix).is_some();
        match choose(&plain, &suffixed, instance) {
            Choice::Plain => plain.into_cookies(has_refresh),
            Choice::Suffixed => suffixed.into_cookies(has_refresh),
        }
    }
}

#[derive(Default)]
struct Variant<'a> {
    session: Option<&'a str>,
    client_uat: Option<&'a str>,
}

impl<'a> Variant<'a> {
    fn of(headers: &'a HeaderMap, suffix: &str) -> Self {
        Self { session: cookie(headers, SESSION, suffix), client_uat: cookie(headers, CLIENT_UAT, suffix) }
    }

    fn into_cookies(self, has_refresh: bool) -> SessionCookies {
        SessionCookies {
            session: self.session.map(str::to_owned),
            // What is no number counts as signed out, as in the official client.
            client_uat: self.client_uat.map(|text| text.parse().unwrap_or(0)),
            has_refresh,
        }
    }

    fn is_signed_out(&self) -> bool {
        self.client_uat == Some("0")
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Choice {
    Plain,
    Suffixed,
}

/// Two applications on one host share the plain cookies and overwrite them. The suffixed ones are this instance's
/// own, but an older front end does not write them, so that plain ones that are newer and of this instance win.
fn choose(plain: &Variant<'_>, suffixed: &Variant<'_>, instance: &PublishableKey) -> Choice {
    if suffixed.session.is_none() && suffixed.client_uat.is_none() {
        return plain_unless_foreign(plain, instance);
    }
    let Some(plain_session) = plain.session else { return Choice::Suffixed };
    if plain_unless_foreign(plain, instance) == Choice::Suffixed {
        return Choice::Suffixed;
    }
    if suffixed.is_signed_out() || plain.is_signed_out() {
        return if plain.is_signed_out() { Choice::Suffixed } else { Choice::Plain };
    }
    let suffixed_issued = suffixed.session.and_then(|session| Hearsay::of(session).iat);
    if Hearsay::of(plain_session).iat > suffixed_issued { Choice::Plain } else { Choice::Suffixed }
}

/// A token that names no issuer is refused later; one of another instance is not looked at.
fn plain_unless_foreign(plain: &Variant<'_>, instance: &PublishableKey) -> Choice {
    let issuer = plain.session.and_then(|session| Hearsay::of(session).iss);
    let is_foreign = issuer.is_some_and(|issuer| !instance.issued(&issuer));
    if is_foreign { Choice::Suffixed } else { Choice::Plain }
}

/// The first cookie of this name that has a value.
fn cookie<'a>(headers: &'a HeaderMap, name: &str, suffix: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let is_wanted = |found: &str| found.trim().strip_prefix(name) == Some(suffix);
    let mut values = pairs.filter(|(found, _)| is_wanted(found)).map(|(_, value)| value.trim());
    values.next().filter(|value| !value.is_empty())
}
