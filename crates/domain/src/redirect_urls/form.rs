use housekey_store::instances::Environment;
use url::{Host, Url};

use crate::error::{Result, malformed, not_allowed};
use crate::text::bounded;
use crate::web::URL_LENGTH;

/// Schemes that don't belong to an app: browsers and systems act on them directly.
const FOREIGN_SCHEMES: [&str; 17] = [
    "about",
    "blob",
    "chrome",
    "content",
    "data",
    "file",
    "filesystem",
    "ftp",
    "intent",
    "jar",
    "javascript",
    "mailto",
    "sms",
    "tel",
    "view-source",
    "ws",
    "wss",
];

/// Validates a redirect URL: `https://`, a custom scheme, or `http://` to this machine and in development. Only the
/// normalized form is accepted, so that an exact comparison is unambiguous: no user info, backslashes, spaces, dot
/// segments, or alternative notations of the host.
pub(super) fn check(param: &str, text: &str, environment: Environment) -> Result<String> {
    let text = bounded(param, text.to_owned(), URL_LENGTH)?;
    let wrong = || {
        malformed(
            param,
            "an absolute URL in normalized form, such as https://example.com/callback or my-app://callback",
        )
    };
    let url = Url::parse(&text).map_err(|_| wrong())?;
    let with_slash = format!("{text}/");
    let is_normal = url.as_str() == text || url.as_str() == with_slash;
    let has_user = !url.username().is_empty() || url.password().is_some() || authority(&text).contains('@');
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !is_normal || has_user || !is_plain || !text.contains("://") || authority(&text).is_empty() {
        return Err(wrong());
    }
    match url.scheme() {
        "https" => Ok(text),
        "http" if environment == Environment::Development || is_loopback(&url) => Ok(text),
        "http" => Err(not_allowed(param, "an https:// URL in a production instance")),
        scheme if FOREIGN_SCHEMES.contains(&scheme) => {
            Err(not_allowed(param, "an https:// URL or a URL with an app's custom scheme"))
        }
        _ => Ok(text),
    }
}

/// The part between `://` and the path.
fn authority(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Whether a URL points to the user's own machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_addresses_in_normal_form_are_taken_as_they_are() {
        for url in [
            "https://example.com",
            "https://example.com/",
            "https://example.com/callback?next=%2Fhome#/sso",
            "https://xn--bcher-kva.example/callback",
            "https://example.com:8443/callback",
            "http://localhost:3000/callback",
            "http://127.0.0.1:5000/",
            "http://[::1]:5000/",
            "my-app://oauth-callback",
            "com.example.app://callback/path",
        ] {
            assert_eq!(check("url", url, Environment::Production).unwrap(), url);
        }
    }

    #[test]
    fn http_is_for_development() {
        let url = "http://dev.example.com/callback";
        assert!(check("url", url, Environment::Development).is_ok());
        assert_eq!(
            check("url", url, Environment::Production).unwrap_err().code(),
            Some("form_param_value_invalid")
        );
    }

    #[test]
    fn whatever_could_mean_two_things_is_refused() {
        for url in [
            "",
            "/callback",
            "//example.com",
            "example.com/callback",
            "https:example.com",
            "https:/example.com",
            "https:///example.com",
            "https://",
            "https:\\\\example.com",
            "https://example.com\\@evil.example",
            "https://example.com@evil.example/",
            "https://user:secret@example.com/",
            "https://@example.com/",
            "https://exa mple.com/",
            "https://example.com/a b",
            "https://example.com/\t",
            "https://EXAMPLE.com/",
            "HTTPS://example.com/",
            "https://example.com:443/",
            "https://example.com/../callback",
            "https://example.com/%2e%2e/callback",
            "https://bücher.example/",
            "https://example。com/",
            "https://2130706433/",
            "https://0x7f.1/",
            "javascript://example.com/%0aalert(1)",
            "javascript:alert(1)",
            "data:text/html,hi",
            "file:///etc/passwd",
            "intent://example.com#Intent;end",
            "my-app:callback",
            "my-app://",
        ] {
            assert!(check("url", url, Environment::Development).is_err(), "{url:?}");
        }
        let long = format!("https://example.com/{}", "a".repeat(URL_LENGTH));
        let refusal = check("url", &long, Environment::Development).unwrap_err();
        assert_eq!(refusal.code(), Some("form_param_max_length_exceeded"));
    }
}
