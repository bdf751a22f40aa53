//! The server's base URL.

use reqwest::Url;

use crate::Error;

/// A base URL including the API version.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    url: Url,
}

impl Server {
    /// Parses a URL. `/v1` is appended if it has no path, and a trailing slash is ignored.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let invalid = |why: &str| Error::Configuration(format!("`{text}` is not a server URL: {why}"));
        let mut url = Url::parse(text.trim()).map_err(|error| invalid(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("it must begin with http:// or https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            // The message doesn't repeat the URL, which contains a password.
            return Err(Error::Configuration(
                "a server URL must not contain a user name or password".to_owned(),
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(invalid("it must not have a query or fragment"));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(if path.is_empty() { "/v1" } else { &path });
        Ok(Self { url })
    }

    /// The URL of an operation.
    pub(crate) fn join(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.url.clone();
        url.set_path(&[self.url.path(), path].concat());
        url.set_query(query);
        url
    }

    /// The host name or address.
    pub(crate) fn host(&self) -> Option<&str> {
        self.url.host_str()
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Server::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn a_url_without_a_path_gets_the_api_version() {
        assert_eq!(parsed("http://127.0.0.1:4600"), "http://127.0.0.1:4600/v1");
        assert_eq!(parsed("http://127.0.0.1:4600/"), "http://127.0.0.1:4600/v1");
        assert_eq!(parsed("https://api.clerk.com/v1/"), "https://api.clerk.com/v1");
        assert_eq!(parsed("https://example.test/auth/v1"), "https://example.test/auth/v1");
    }

    #[test]
    fn encoded_ids_stay_encoded() {
        let server = Server::parse("http://localhost/v1").unwrap();
        assert_eq!(
            server.join("/users/a%2Fb", Some("x=%20")).as_str(),
            "http://localhost/v1/users/a%2Fb?x=%20"
        );
    }

    #[test]
    fn what_is_no_server_is_refused() {
        for text in ["", "api.clerk.com", "ftp://api.clerk.com", "http://h/v1?x=1", "http://h/v1#x"] {
            assert!(matches!(Server::parse(text), Err(Error::Configuration(_))), "{text}");
        }
    }

    #[test]
    fn a_password_in_the_url_is_refused_and_not_repeated() {
        let error = Server::parse("http://ada:hunter2@localhost").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}
