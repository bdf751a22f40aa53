//! Validation of hosts, origins and URLs.

use url::{Host, Url};

use crate::error::{Result, malformed};
use crate::text::bounded;

/// Maximum length of a URL.
pub(crate) const URL_LENGTH: usize = 2_048;
/// Maximum length of a host with its port: 253, a colon and 5 digits.
const HOST_LENGTH: usize = 259;

/// Which hosts are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hosts {
    /// Names with a dot: `example.com`.
    Qualified,
    /// Any name or address, optionally with a port: `localhost:3000`.
    Any,
}

/// A host in lowercase, with international names in ASCII.
pub(crate) fn host(param: &str, text: &str, hosts: Hosts) -> Result<String> {
    let expected = match hosts {
        Hosts::Qualified => "a domain name without scheme, port, or path, such as example.com",
        Hosts::Any => "a host without scheme or path, such as localhost:3000 or example.com",
    };
    let wrong = || malformed(param, expected);
    let text = bounded(param, text.trim().to_owned(), HOST_LENGTH)?;
    let (name, port) = text.split_once(':').map_or((text.as_str(), None), |(name, port)| (name, Some(port)));
    let host = Host::parse(name).map_err(|_| wrong())?;
    let is_qualified = matches!(&host, Host::Domain(name) if name.contains('.')) && port.is_none();
    let is_name = !matches!(&host, Host::Domain(name) if !is_host_name(name));
    let port: Option<u16> = port.map(str::parse).transpose().map_err(|_| wrong())?;
    if !is_name || port == Some(0) || (hosts == Hosts::Qualified && !is_qualified) {
        return Err(wrong());
    }
    Ok(port.map_or(host.to_string(), |port| format!("{host}:{port}")))
}

/// Whether every label consists of letters, digits and hyphens (RFC 1123), as DNS requires.
fn is_host_name(name: &str) -> bool {
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(fits)
}

/// An absolute `http://` or `https://` URL without user info, query, fragment or trailing slash.
pub(crate) fn base_url(param: &str, text: &str) -> Result<Url> {
    let expected = "an http:// or https:// URL without credentials, query, or fragment, such as https://example.com/__clerk";
    let text = bounded(param, text.trim().to_owned(), URL_LENGTH)?;
    let url = Url::parse(&text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && !text.contains('\\')
    });
    let mut url = url.ok_or_else(|| malformed(param, expected))?;
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// A normalized origin: `https://example.com`, `http://localhost:3000`, `chrome-extension://…`.
pub(crate) fn origin(param: &str, text: &str) -> Result<String> {
    let wrong =
        || malformed(param, "an origin such as http://localhost:3000: a scheme and a host, without a path");
    let text = bounded(param, text.trim().to_owned(), URL_LENGTH)?;
    let url = Url::parse(&text).map_err(|_| wrong())?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let origin = format!("{}://{host}{port}", url.scheme());
    // Anything beyond the origin, except a trailing slash, would be silently lost.
    let rest = url.as_str().strip_prefix(&origin).map(|rest| rest.trim_end_matches('/'));
    if rest != Some("") || text.contains('\\') {
        return Err(wrong());
    }
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_one_form() {
        let any = |text: &str| host("name", text, Hosts::Any).unwrap();
        assert_eq!(any(" LocalHost:3000 "), "localhost:3000");
        assert_eq!(any("Bücher.example"), "xn--bcher-kva.example");
        assert_eq!(any("127.0.0.1:80"), "127.0.0.1:80");
        assert_eq!(host("name", "Example.COM", Hosts::Qualified).unwrap(), "example.com");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for text in
            ["", "a b", "a/b", "https://a.b", "a_b.c", "-a.b", "a..b", "a:0", "a:x", "a:99999", "a@b", "a?b"]
        {
            assert!(host("name", text, Hosts::Any).is_err(), "{text:?}");
        }
        for text in ["localhost", "example.com:443", "127.0.0.1", "1.1", "example.com."] {
            assert!(host("name", text, Hosts::Qualified).is_err(), "{text:?}");
        }
    }

    #[test]
    fn origins_are_scheme_and_host() {
        for (text, form) in [
            ("HTTP://LocalHost:3000/", "http://localhost:3000"),
            ("https://example.com:443", "https://example.com"),
            ("chrome-extension://abcdefgh", "chrome-extension://abcdefgh"),
            ("capacitor://localhost", "capacitor://localhost"),
        ] {
            assert_eq!(origin("allowed_origins", text).unwrap(), form);
        }
        for text in [
            "",
            "*",
            "null",
            "example.com",
            "https://",
            "https://a.b/c",
            "https://u@a.b",
            "https://a.b?c",
            "https:\\\\a.b",
        ] {
            assert!(origin("allowed_origins", text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn base_urls_lose_their_last_slash_only() {
        assert_eq!(
            base_url("proxy_url", "https://A.example/__clerk/").unwrap().as_str(),
            "https://a.example/__clerk"
        );
        for text in
            ["/__clerk", "ftp://a.b", "https://u:p@a.b/", "https://a.b/?c", "https://a.b/#c", "https:\\\\a.b"]
        {
            assert!(base_url("proxy_url", text).is_err(), "{text:?}");
        }
    }
}
