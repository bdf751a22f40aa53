//! Redirect URIs, which must match a registered one exactly.

use url::{Host, Url};

use crate::error::{Error, Result, malformed, not_allowed, too_long};

/// Maximum number of redirect URIs of an application.
const MAX_URIS: usize = 100;
/// Maximum length of a redirect URI.
const LENGTH: usize = 1024;
/// Schemes that browsers run as scripts, or open with the rights of the linking page.
const FORBIDDEN: [&str; 10] =
    ["javascript", "data", "vbscript", "file", "blob", "filesystem", "about", "view-source", "ws", "wss"];

/// Validates all redirect URIs of a request, from both fields; `None` if it has neither.
pub(crate) fn all(uris: Option<Vec<String>>, callback_url: Option<String>) -> Result<Option<Vec<String>>> {
    let callback_url = callback_url.filter(|uri| !uri.is_empty());
    if uris.is_none() && callback_url.is_none() {
        return Ok(None);
    }
    let mut checked: Vec<String> = Vec::new();
    let named = callback_url.into_iter().map(|uri| ("callback_url", uri));
    for (param, uri) in named.chain(uris.into_iter().flatten().map(|uri| ("redirect_uris", uri))) {
        check(param, &uri)?;
        if !checked.contains(&uri) {
            checked.push(uri);
        }
    }
    if checked.len() > MAX_URIS {
        return Err(not_allowed("redirect_uris", &format!("at most {MAX_URIS} URIs")));
    }
    Ok(Some(checked))
}

/// They are compared as text, so only unambiguous ones are accepted: no wildcards, and nothing that a parser might
/// interpret as another host.
fn check(param: &str, uri: &str) -> Result<()> {
    if uri.len() > LENGTH {
        return Err(too_long(param, LENGTH));
    }
    let wrong = || -> Error {
        malformed(
            param,
            "absolute URIs without a fragment, such as https://app.example.com/callback or my.app:/callback",
        )
    };
    let odd = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'#' | b'*');
    let parsed = Url::parse(uri).map_err(|_| wrong())?;
    if uri.bytes().any(odd) {
        return Err(wrong());
    }
    if FORBIDDEN.contains(&parsed.scheme()) {
        return Err(not_allowed(param, "URIs whose scheme browsers don't execute"));
    }
    let is_web = matches!(parsed.scheme(), "http" | "https");
    let after_scheme = uri.get(parsed.scheme().len()..).and_then(|rest| rest.strip_prefix("://"));
    let has_host = parsed.host().is_some() && after_scheme.is_some_and(|rest| !rest.starts_with('/'));
    let has_user = !parsed.username().is_empty() || parsed.password().is_some();
    if has_user || is_web && !has_host {
        return Err(wrong());
    }
    Ok(())
}

/// Whether a request may use this URI: it is registered, or differs only in the port of a loopback address (RFC 8252,
/// section 7.3), which native applications can't know in advance.
pub(crate) fn is_registered(registered: &[String], public: bool, uri: &str) -> bool {
    registered.iter().any(|known| known == uri || public && is_same_but_for_the_port(known, uri))
}

fn is_same_but_for_the_port(known: &str, uri: &str) -> bool {
    let split = |uri: &str| -> Option<(Url, String)> {
        let url = loopback(uri)?;
        let rest = uri.strip_prefix("http://")?;
        let path = rest.find(['/', '?']).map_or("", |at| &rest[at..]).to_owned();
        Some((url, path))
    };
    let (Some((known, known_path)), Some((url, path))) = (split(known), split(uri)) else { return false };
    known.host() == url.host() && known_path == path
}

/// A loopback URL with an IP address; names can be made to point elsewhere.
fn loopback(uri: &str) -> Option<Url> {
    check("redirect_uri", uri).ok()?;
    let url = Url::parse(uri).ok()?;
    let is_loopback = match url.host()? {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(_) => false,
    };
    (url.scheme() == "http" && is_loopback).then_some(url)
}

/// Whether nobody else can receive a response sent there: web URLs have an owner, while custom schemes can be claimed
/// by any program.
pub(crate) fn proves_identity(uri: &str) -> bool {
    uri.starts_with("https://")
}

/// The origin of a URI, or its scheme if it has none: `https://app.example.com`, `my.app:`.
pub fn origin(uri: &str) -> String {
    match Url::parse(uri) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.origin().ascii_serialization(),
        Ok(url) => format!("{}:", url.scheme()),
        Err(_) => String::new(),
    }
}

/// Appends to the query of a URI.
pub fn with_query(uri: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{uri}{joint}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(uri: &str) -> Option<String> {
        check("redirect_uris", uri).err().and_then(|error| error.code().map(str::to_owned))
    }

    #[test]
    fn addresses_of_the_web_and_of_applications_are_let_in() {
        for uri in [
            "https://app.example.com/callback",
            "https://app.example.com/callback?tenant=1",
            "http://localhost:3000/cb",
            "http://127.0.0.1/cb",
            "http://[::1]:8080/cb",
            "com.example.app:/oauth",
            "myapp://callback",
        ] {
            assert_eq!(code(uri), None, "{uri}");
        }
    }

    #[test]
    fn what_could_be_taken_for_something_else_is_refused() {
        for uri in [
            "",
            "/callback",
            "//evil.example",
            "https:app.example.com",
            "https://",
            "https:///evil.example/",
            "https://app.example.com@evil.example/",
            "https://user:pass@app.example.com/",
            "https://app.example.com\\@evil.example/",
            "https://app.example.com/#fragment",
            "https://*.example.com/",
            "https://app.example.com/a b",
            "https://app.example.com/\u{e4}",
            " https://app.example.com/",
            "https://app.example.com/\n",
            "javascript:alert(1)",
            "JavaScript://app.example.com/%0aalert(1)",
            "data:text/html,hi",
            "file:///etc/passwd",
            "blob:https://app.example.com/1",
        ] {
            assert!(code(uri).is_some(), "{uri:?}");
        }
        assert_eq!(
            code(&format!("https://a.example/{}", "a".repeat(2_000))).unwrap(),
            "form_param_max_length_exceeded"
        );
    }

    #[test]
    fn both_names_make_one_list_without_repetition() {
        let uris = all(
            Some(vec!["https://b.example/".into(), "https://a.example/".into()]),
            Some("https://a.example/".into()),
        );
        assert_eq!(uris.unwrap().unwrap(), ["https://a.example/", "https://b.example/"]);
        assert_eq!(all(None, None).unwrap(), None);
        assert_eq!(all(Some(vec![]), None).unwrap(), Some(vec![]));
    }

    #[test]
    fn a_request_must_name_an_address_to_the_letter() {
        let registered = ["https://app.example.com/callback".to_owned()];
        assert!(is_registered(&registered, true, "https://app.example.com/callback"));
        for uri in [
            "https://app.example.com/callback/",
            "https://app.example.com/callback?x=1",
            "https://APP.example.com/callback",
            "https://app.example.com:443/callback",
            "https://app.example.com/callback/../callback",
            "https://app.example.com.evil.example/callback",
        ] {
            assert!(!is_registered(&registered, true, uri), "{uri}");
        }
    }

    #[test]
    fn the_port_of_a_loopback_address_is_free_for_public_applications() {
        let registered = [
            "http://127.0.0.1/cb".to_owned(),
            "http://[::1]:1/cb".to_owned(),
            "http://localhost/cb".to_owned(),
        ];
        assert!(is_registered(&registered, true, "http://127.0.0.1:51004/cb"));
        assert!(is_registered(&registered, true, "http://[::1]:51004/cb"));
        assert!(!is_registered(&registered, false, "http://127.0.0.1:51004/cb"));
        for uri in [
            "http://localhost:51004/cb",
            "http://127.0.0.2:51004/cb",
            "http://127.0.0.1:51004/other",
            "http://127.0.0.1:51004?/cb",
            "https://127.0.0.1:51004/cb",
            "http://127.0.0.1:51004@evil.example/cb",
            "http://0x7f000001.evil.example/cb",
        ] {
            assert!(!is_registered(&registered, true, uri), "{uri}");
        }
    }

    #[test]
    fn an_answer_is_added_to_the_query_that_is_there() {
        let pairs = [("code", "a b"), ("state", "&")];
        assert_eq!(with_query("https://a.example/cb", &pairs), "https://a.example/cb?code=a+b&state=%26");
        assert_eq!(
            with_query("https://a.example/cb?x=1", &pairs),
            "https://a.example/cb?x=1&code=a+b&state=%26"
        );
        assert_eq!(with_query("app:/cb?", &pairs), "app:/cb?code=a+b&state=%26");
    }

    #[test]
    fn an_origin_is_what_a_policy_can_name() {
        assert_eq!(origin("https://app.example.com/callback?x"), "https://app.example.com");
        assert_eq!(origin("http://127.0.0.1:3000/cb"), "http://127.0.0.1:3000");
        assert_eq!(origin("com.example.app:/oauth"), "com.example.app:");
    }
}
