//! The page that finds out in the browser whether somebody is signed in: what it may load and from where.
//!
//! Anybody can send anybody a link to this page, so it loads scripts of this server's own instances only: from their Frontend
//! APIs, their domains and their proxies.

use housekey_contract::backend::miscellaneous::GetInterstitial;
use housekey_store::instances::{Environment, InstanceRecord, find_by_publishable_key};
use housekey_store::{DatabaseTx, Moment, Tx};
use http::Uri;
use serde_json::json;
use url::Url;

use crate::domains;
use crate::error::{Code, Error, Result, refused};
use crate::publishable_key::PublishableKey;

/// Where the browser library lies below the Frontend API; the newest of its sixth major version.
const SCRIPT: &str = "/npm/@clerk/clerk-js@6/dist/clerk.browser.js";

/// The parts of the page. All URLs have been validated; nothing has been escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interstitial {
    /// The browser library.
    pub script_url: String,
    /// The publishable key of the instance.
    pub publishable_key: String,
    /// The proxy in front of the Frontend API.
    pub proxy_url: Option<String>,
    /// The domain of a satellite application.
    pub domain: Option<String>,
    /// URL of the sign-in page.
    pub sign_in_url: Option<String>,
}

/// The page that a request asks for. None where it names a Frontend API, as older clients do, that is no instance's: their
/// documentation sends names such as `pub_1a2b3c4d`, and expects a page. Every refusal is a 400.
pub fn find(
    tx: &mut DatabaseTx<'_>,
    request: &GetInterstitial,
    moment: Moment,
) -> Result<Option<Interstitial>> {
    let addresses = Addresses::check(request)?;
    let Some((instance, key)) = instance(tx, request)? else { return Ok(None) };
    let tx = &mut Tx::new(tx, &instance.id, moment);
    if let Some(proxy) = &addresses.proxy_url {
        let is_own = proxy.starts_with('/') || is_own_proxy(tx, &instance, &key, proxy)?;
        matches("proxy_url", is_own, "a proxy of the application, or on one of its domains")?;
    }
    if let Some(domain) = &addresses.domain {
        let is_own = domains::list(tx)?.iter().any(|own| own.name == without_prefix(domain));
        matches("domain", is_own, "a domain of the application")?;
    }
    Ok(Some(addresses.page(&key, request.use_domain_for_script == Some(true))))
}

/// The instance that is asked for, by its publishable key or, as older clients do, by its Frontend API.
fn instance(
    tx: &mut DatabaseTx<'_>,
    request: &GetInterstitial,
) -> Result<Option<(InstanceRecord, PublishableKey)>> {
    let hosts = [request.frontend_api.as_deref(), request.frontend_api_legacy.as_deref()].map(given);
    if let Some(text) = given(request.publishable_key.as_deref()) {
        let key: PublishableKey = text.parse().map_err(|_| malformed_key(&text))?;
        let host = hosts.into_iter().flatten().next();
        matches("frontend_api", host.is_none_or(|host| host == key.host()), "the host in publishable_key")?;
        let instance = find_by_publishable_key(tx, &key.to_string())?;
        matches("publishable_key", instance.is_some(), "the key of an application of this server")?;
        return Ok(instance.map(|instance| (instance, key)));
    }
    if hosts.iter().all(Option::is_none) {
        return Err(missing_key());
    }
    for host in hosts.iter().flatten() {
        for environment in [Environment::Production, Environment::Development] {
            let Ok(key) = PublishableKey::new(environment, host) else { continue };
            if let Some(instance) = find_by_publishable_key(tx, &key.to_string())? {
                return Ok(Some((instance, key)));
            }
        }
    }
    Ok(None)
}

/// Whether a proxy is known for one of the instance's domains, or lies on one of them. The domains of a development instance are
/// whatever its developer calls them, so there it is the host of the Frontend API alone.
fn is_own_proxy(
    tx: &mut Tx<'_>,
    instance: &InstanceRecord,
    key: &PublishableKey,
    proxy: &str,
) -> Result<bool> {
    let Ok(url) = proxy.parse::<Url>() else { return Ok(false) };
    let is_it = |known: &str| known.trim_end_matches('/') == proxy.trim_end_matches('/');
    if domains::list(tx)?.iter().any(|domain| domain.proxy_url.as_deref().is_some_and(is_it)) {
        return Ok(true);
    }
    match instance.environment {
        Environment::Production => domains::is_own_host(tx, instance, &url),
        Environment::Development => Ok(url.authority() == key.host()),
    }
}

/// The addresses in a request. They are addresses of the web and no scripts, but may be anybody's.
struct Addresses {
    proxy_url: Option<String>,
    domain: Option<String>,
    sign_in_url: Option<String>,
}

impl Addresses {
    fn check(request: &GetInterstitial) -> Result<Self> {
        let [proxy_url, domain, sign_in_url] =
            [request.proxy_url.as_deref(), request.domain.as_deref(), request.sign_in_url.as_deref()]
                .map(given);
        matches("proxy_url", proxy_url.as_deref().is_none_or(is_address), ADDRESS)?;
        matches("sign_in_url", sign_in_url.as_deref().is_none_or(is_address), ADDRESS)?;
        matches("domain", domain.as_deref().is_none_or(is_host), "a host such as example.com")?;
        Ok(Self { proxy_url, domain, sign_in_url })
    }

    /// The page with these addresses. A development instance has one Frontend API for all of its domains.
    fn page(self, key: &PublishableKey, use_domain: bool) -> Interstitial {
        let is_live = key.environment() == Environment::Production;
        let on_domain = self.domain.as_deref().filter(|_| use_domain && is_live);
        let base = match (&self.proxy_url, on_domain) {
            (Some(proxy), _) => proxy.trim_end_matches('/').to_owned(),
            (None, Some(domain)) => format!("https://clerk.{}", without_prefix(domain)),
            (None, None) => format!("https://{}", key.host()),
        };
        Interstitial {
            script_url: base + SCRIPT,
            publishable_key: key.to_string(),
            proxy_url: self.proxy_url,
            domain: self.domain,
            sign_in_url: self.sign_in_url,
        }
    }
}

/// A domain, where the host of its Frontend API was given.
fn without_prefix(domain: &str) -> &str {
    domain.strip_prefix("clerk.").unwrap_or(domain)
}

/// What [`is_address`] takes.
const ADDRESS: &str = "an http:// or https:// URL, or a path that starts with a single slash";

/// An empty parameter is none.
fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
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
    Err(refused(Code::InvalidQueryParameterValue, "invalid query parameter", long)
        .with_meta("param_name", json!(param)))
}

fn missing_key() -> Error {
    let long = "The query parameter publishable_key is missing.";
    refused(Code::MissingQueryParameter, "missing query parameter", long)
        .with_meta("param_name", json!("publishable_key"))
}

fn malformed_key(key: &str) -> Error {
    let long = format!(
        "{key} is not a publishable key: it starts with pk_test_ or pk_live_, followed by the host of the Frontend API in base64."
    );
    refused(Code::MalformedPublishableKey, "malformed publishable key", long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_scripts_or_have_more_than_a_path_are_refused() {
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
            let proxied = GetInterstitial { proxy_url: Some(address.into()), ..GetInterstitial::default() };
            let signed_in =
                GetInterstitial { sign_in_url: Some(address.into()), ..GetInterstitial::default() };
            for request in [proxied, signed_in] {
                let refused = Addresses::check(&request).err().unwrap();
                assert_eq!(refused.code(), Some("invalid_query_parameter_value"), "{address}");
            }
        }
        let path = GetInterstitial { domain: Some("evil.example/x".into()), ..GetInterstitial::default() };
        assert!(Addresses::check(&path).is_err());
    }

    #[test]
    fn a_proxy_goes_before_a_domain() {
        let key = PublishableKey::new(Environment::Production, "clerk.example.com").unwrap();
        let script = |proxy: Option<&str>, domain: Option<&str>, use_domain| {
            let [proxy_url, domain] = [proxy, domain].map(|text| text.map(str::to_owned));
            let page = Addresses { proxy_url, domain, sign_in_url: None }.page(&key, use_domain);
            page.script_url.strip_suffix(SCRIPT).unwrap().to_owned()
        };
        let (proxy, domain) = (Some("https://app.example.com/__clerk/"), Some("satellite.example"));
        assert_eq!(script(proxy, domain, true), "https://app.example.com/__clerk");
        assert_eq!(script(Some("/__clerk"), None, false), "/__clerk");
        assert_eq!(script(None, domain, true), "https://clerk.satellite.example");
        assert_eq!(script(None, domain, false), "https://clerk.example.com");
        assert_eq!(script(None, None, true), "https://clerk.example.com");
    }
}
