/// An instance's issuer: what its tokens name as their origin, and below which all its addresses lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer(String);

impl From<String> for Issuer {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl Issuer {
    /// The issuer itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the issuer, which everything of the instance begins with; empty for the eldest instance.
    pub fn path(&self) -> &str {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest);
        host.find('/').map_or("", |at| &host[at..])
    }

    /// Whether browsers reach it in a way that others can't listen to.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Where people are sent to sign in.
    pub fn authorize_url(&self) -> String {
        self.below("oauth/authorize")
    }

    /// Where codes and refresh tokens are exchanged.
    pub fn token_url(&self) -> String {
        self.below("oauth/token")
    }

    /// Where an access token tells about its user.
    pub fn user_info_url(&self) -> String {
        self.below("oauth/userinfo")
    }

    /// Where tokens are looked at.
    pub fn introspection_url(&self) -> String {
        self.below("oauth/token_info")
    }

    /// Where tokens are given back.
    pub fn revocation_url(&self) -> String {
        self.below("oauth/token/revoke")
    }

    /// Where the keys are that ID tokens are verified with.
    pub fn jwks_url(&self) -> String {
        self.below(".well-known/jwks.json")
    }

    /// The document that names all of these.
    pub fn discovery_url(&self) -> String {
        self.below(".well-known/openid-configuration")
    }

    /// A page of a visit.
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
        assert!(eldest.is_https() && !other.is_https());
    }
}
