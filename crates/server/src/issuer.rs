//! The URLs of an OAuth issuer.

/// The issuer of an instance: the `iss` of its tokens and the base of its URLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer(String);

impl From<String> for Issuer {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl Issuer {
    /// The issuer as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path prefix of the instance; empty for the oldest instance.
    pub fn path(&self) -> &str {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest);
        host.find('/').map_or("", |at| &host[at..])
    }

    /// The path of the instance's cookies.
    pub(crate) fn cookie_path(&self) -> &str {
        if self.path().is_empty() { "/" } else { self.path() }
    }

    /// The authorization endpoint.
    pub fn authorize_url(&self) -> String {
        self.below("oauth/authorize")
    }

    /// The token endpoint.
    pub fn token_url(&self) -> String {
        self.below("oauth/token")
    }

    /// The UserInfo endpoint.
    pub fn user_info_url(&self) -> String {
        self.below("oauth/userinfo")
    }

    /// The introspection endpoint.
    pub fn introspection_url(&self) -> String {
        self.below("oauth/token_info")
    }

    /// The revocation endpoint.
    pub fn revocation_url(&self) -> String {
        self.below("oauth/token/revoke")
    }

    /// The JWKS endpoint.
    pub fn jwks_url(&self) -> String {
        self.below(".well-known/jwks.json")
    }

    /// The discovery document.
    pub fn discovery_url(&self) -> String {
        self.below(".well-known/openid-configuration")
    }

    /// The URL of a page of a visit.
    pub(crate) fn page(&self, page: &str, visit: &str) -> String {
        self.below(&format!("oauth/{page}/{visit}"))
    }

    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_below_the_issuer() {
        let eldest = Issuer::from("https://id.example.com".to_owned());
        assert_eq!(eldest.path(), "");
        assert_eq!(eldest.token_url(), "https://id.example.com/oauth/token");
        let other = Issuer::from("http://127.0.0.1:4600/instances/ins_1".to_owned());
        assert_eq!(other.path(), "/instances/ins_1");
        assert_eq!(other.jwks_url(), "http://127.0.0.1:4600/instances/ins_1/.well-known/jwks.json");
    }
}
