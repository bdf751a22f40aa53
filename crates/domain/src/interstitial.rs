//! The page that finds out in the browser whether somebody is signed in: what it may load and from where.

use housekey_contract::backend::miscellaneous::GetInterstitial;
use housekey_store::instances::Environment;
use http::Uri;
use serde_json::json;

use crate::error::{Error, Result, refused};
use crate::publishable_key::PublishableKey;

/// Where the browser library lies below the Frontend API; the newest of its sixth major version.
const SCRIPT: &str = "/npm/@clerk/clerk-js@6/dist/clerk.browser.js";

/// What the page is made of. Every address in it has been checked; nothing has been escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interstitial {
    /// The browser library.
    pub script_url: String,
    /// The publishable key, as it was given.
    pub publishable_key: String,
    /// The proxy in front of the Frontend API.
    pub proxy_url: Option<String>,
    /// The domain of a satellite application.
    pub domain: Option<String>,
    /// Where users sign in.
    pub sign_in_url: Option<String>,
}

impl Interstitial {
    /// Checks a request; every refusal is a 400.
    ///
    /// Anybody can send anybody a link to this page, so the library is loaded from the Frontend API of the publishable key,
    /// or from the proxy or the domain in front of it, and from nowhere else; and addresses can't be scripts.
    pub fn check(request: GetInterstitial) -> Result<Self> {
        let key_text = given(request.publishable_key).ok_or_else(missing_key)?;
        let key: PublishableKey = key_text.parse().map_err(|_| malformed_key(&key_text))?;
        if let Some(host) = given(request.frontend_api).or(given(request.frontend_api_legacy)) {
            matches("frontend_api", host == key.host(), "the host in publishable_key")?;
        }
        let proxy_url = given(request.proxy_url);
        matches("proxy_url", proxy_url.as_deref().is_none_or(is_address), ADDRESS)?;
        let sign_in_url = given(request.sign_in_url);
        matches("sign_in_url", sign_in_url.as_deref().is_none_or(is_address), ADDRESS)?;
        let domain = given(request.domain);
        matches("domain", domain.as_deref().is_none_or(is_host), "a host such as example.com")?;

        let on_domain = domain.as_deref().filter(|_| request.use_domain_for_script == Some(true));
        let base = match (&proxy_url, on_domain) {
            (Some(proxy), _) => proxy.trim_end_matches('/').to_owned(),
            (None, Some(domain)) => format!("https://clerk.{}", domain.trim_start_matches("clerk.")),
            (None, None) => format!("https://{}", key.host()),
        };
        Ok(Self { script_url: base + SCRIPT, publishable_key: key_text, proxy_url, domain, sign_in_url })
    }
}

/// What [`is_address`] takes.
const ADDRESS: &str = "an http or https URL, or a path that begins with one slash";

/// An empty parameter is none.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An absolute address of the web, or a path on the page's own host. Neither has a user, a query or a backslash.
fn is_address(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let (scheme, authority) = (uri.scheme_str(), uri.authority().map_or("", |authority| authority.as_str()));
    let is_web =
        matches!(scheme, Some("http" | "https")) && !authority.is_empty() && !authority.contains('@');
    let is_path = scheme.is_none() && text.starts_with('/') && !text.starts_with("//");
    (is_web || is_path) && uri.query().is_none() && !text.contains(['\\', '#'])
}

fn is_host(text: &str) -> bool {
    PublishableKey::new(Environment::Production, text).is_ok()
}

fn matches(param: &str, is_so: bool, expected: &str) -> Result<()> {
    if is_so {
        return Ok(());
    }
    let long = format!("{param} must be {expected}.");
    Err(refused(400, "invalid_query_parameter_value", "invalid query parameter", long)
        .with_meta("param_name", json!(param)))
}

fn missing_key() -> Error {
    let long = "The query parameter publishable_key is missing.";
    refused(400, "missing_query_parameter", "missing query parameter", long)
        .with_meta("param_name", json!("publishable_key"))
}

fn malformed_key(key: &str) -> Error {
    let long = format!(
        "{key} is no publishable key: it is pk_test_ or pk_live_ and the host of the Frontend API in base64."
    );
    refused(400, "malformed_publishable_key", "malformed publishable key", long)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For `clerk.example.com`.
    const KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    fn with(change: impl FnOnce(&mut GetInterstitial)) -> Result<Interstitial> {
        let mut request = GetInterstitial { publishable_key: Some(KEY.into()), ..GetInterstitial::default() };
        change(&mut request);
        Interstitial::check(request)
    }

    fn script(change: impl FnOnce(&mut GetInterstitial)) -> String {
        with(change).unwrap().script_url
    }

    #[test]
    fn the_library_comes_from_the_frontend_api() {
        assert_eq!(script(|_| ()), "https://clerk.example.com/npm/@clerk/clerk-js@6/dist/clerk.browser.js");
    }

    #[test]
    fn a_proxy_goes_before_a_domain() {
        let proxied = script(|request| {
            request.proxy_url = Some("https://app.example.com/__clerk/".into());
            request.domain = Some("other.example.com".into());
            request.use_domain_for_script = Some(true);
        });
        assert_eq!(proxied, "https://app.example.com/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js");
        let relative = script(|request| request.proxy_url = Some("/__clerk".into()));
        assert_eq!(relative, "/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js");
    }

    #[test]
    fn a_satellite_may_load_the_library_from_its_domain() {
        let on_domain = |use_domain| {
            script(|request| {
                request.domain = Some("satellite.example".into());
                request.use_domain_for_script = use_domain;
            })
        };
        assert!(on_domain(Some(true)).starts_with("https://clerk.satellite.example/npm/"));
        assert!(on_domain(None).starts_with("https://clerk.example.com/npm/"));
    }

    #[test]
    fn addresses_that_are_scripts_or_somebody_elses_are_refused() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "https://user@evil.example",
            "https://",
            "ftp://a.example",
            "a.example",
            "https://a.example/?x=<script>",
            "https://a.example/#x",
            "https://a.example/\"><script>",
        ] {
            let proxied = with(|request| request.proxy_url = Some(address.into())).unwrap_err();
            assert_eq!(proxied.code(), Some("invalid_query_parameter_value"), "{address}");
            let signed_in = with(|request| request.sign_in_url = Some(address.into())).unwrap_err();
            assert_eq!(signed_in.code(), Some("invalid_query_parameter_value"), "{address}");
        }
        assert!(with(|request| request.domain = Some("evil.example/x".into())).is_err());
    }

    #[test]
    fn a_key_must_be_given_and_be_one() {
        let without = Interstitial::check(GetInterstitial::default()).unwrap_err();
        assert_eq!(without.code(), Some("missing_query_parameter"));
        let malformed = with(|request| request.publishable_key = Some("pk_test_x".into())).unwrap_err();
        assert_eq!(malformed.code(), Some("malformed_publishable_key"));
        let mismatch = with(|request| request.frontend_api = Some("evil.example.com".into())).unwrap_err();
        assert_eq!(mismatch.code(), Some("invalid_query_parameter_value"));
    }
}
