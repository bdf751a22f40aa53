//! Publishable keys, which encode the host of the Frontend API as Clerk's libraries expect.

use std::{fmt, str::FromStr};

use aws_lc_rs::digest;
use data_encoding::{BASE64, BASE64URL};
use housekey_store::instances::Environment;

/// A publishable key: `pk_test_` or `pk_live_`, and the encoded host of the Frontend API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishableKey {
    environment: Environment,
    host: String,
}

/// Why a publishable key is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPublishableKey {
    #[error("a publishable key starts with pk_test_ or pk_live_")]
    Prefix,
    #[error("what follows pk_test_ or pk_live_ is not base64 of a host and a dollar sign")]
    Encoding,
    #[error(
        "the host {0:?} has no dot, and Clerk's libraries refuse such keys; use an address such as 127.0.0.1:5000, or a name such as clerk.localhost.test"
    )]
    WithoutDot(String),
    #[error(
        "{0:?} is not a host; leave out the scheme and the path, as in clerk.example.com or 127.0.0.1:5000"
    )]
    NotAHost(String),
}

impl PublishableKey {
    /// Creates the key for a host, optionally with a port.
    pub fn new(environment: Environment, host: &str) -> Result<Self, InvalidPublishableKey> {
        check_host(host)?;
        Ok(Self { environment, host: host.to_owned() })
    }

    /// Development or production.
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// The host of the Frontend API, including the port if any.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The suffix of this instance's cookies, as in `__session_` followed by this.
    pub fn cookie_suffix(&self) -> String {
        cookie_suffix(&self.to_string())
    }
}

/// The cookie suffix of any publishable key, even of another system: libraries hash the key's text.
pub fn cookie_suffix(publishable_key: &str) -> String {
    let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, publishable_key.as_bytes());
    // 6 bytes are 8 characters of base64.
    BASE64URL.encode(&hash.as_ref()[..6])
}

impl fmt::Display for PublishableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.environment.publishable_prefix())?;
        f.write_str(&BASE64.encode(format!("{}$", self.host).as_bytes()))
    }
}

impl FromStr for PublishableKey {
    type Err = InvalidPublishableKey;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let (environment, encoded) = [Environment::Development, Environment::Production]
            .into_iter()
            .find_map(|environment| Some((environment, key.strip_prefix(environment.publishable_prefix())?)))
            .ok_or(InvalidPublishableKey::Prefix)?;
        let host = decode_host(encoded).ok_or(InvalidPublishableKey::Encoding)?;
        Self::new(environment, &host)
    }
}

/// Clerk's own keys have no padding.
fn decode_host(encoded: &str) -> Option<String> {
    let unpadded = encoded.trim_end_matches('=');
    let decoded = data_encoding::BASE64_NOPAD.decode(unpadded.as_bytes()).ok()?;
    String::from_utf8(decoded).ok()?.strip_suffix('$').map(str::to_owned)
}

fn check_host(host: &str) -> Result<(), InvalidPublishableKey> {
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let plain = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let port_is_fine = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
    if !port_is_fine || !name.split('.').all(plain) {
        return Err(InvalidPublishableKey::NotAHost(host.to_owned()));
    }
    if !name.contains('.') {
        return Err(InvalidPublishableKey::WithoutDot(host.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Environment::{Development, Production};

    #[test]
    fn a_key_is_a_prefix_and_a_host() {
        let key = PublishableKey::new(Development, "127.0.0.1:5000").unwrap();
        assert_eq!(key.to_string(), "pk_test_MTI3LjAuMC4xOjUwMDAk");
        assert_eq!("pk_test_MTI3LjAuMC4xOjUwMDAk".parse(), Ok(key));
    }

    #[test]
    fn padding_may_be_left_out() {
        let key = PublishableKey::new(Production, "clerk.example.com").unwrap();
        assert_eq!(key.to_string(), "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k");
        let key = PublishableKey::new(Production, "clerk.example.test").unwrap();
        assert_eq!(key.to_string(), "pk_live_Y2xlcmsuZXhhbXBsZS50ZXN0JA==");
        assert_eq!("pk_live_Y2xlcmsuZXhhbXBsZS50ZXN0JA".parse(), Ok(key));
    }

    #[test]
    fn a_host_without_a_dot_is_refused_with_advice() {
        for host in ["localhost", "localhost:5000"] {
            let refusal = PublishableKey::new(Development, host).unwrap_err();
            assert_eq!(refusal, InvalidPublishableKey::WithoutDot(host.into()));
            assert!(refusal.to_string().contains("127.0.0.1:5000"), "{refusal}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for host in [
            "",
            ".",
            "a..b",
            "https://clerk.example.com",
            "a.b/c",
            "a.b:",
            "a.b:0",
            "a.b:99999",
            "a.b$",
            "a_b.c",
        ] {
            let refusal = PublishableKey::new(Development, host).unwrap_err();
            assert_eq!(refusal, InvalidPublishableKey::NotAHost(host.into()));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        use InvalidPublishableKey::{Encoding, Prefix};
        for (key, refusal) in [
            ("", Prefix),
            ("sk_test_MTI3LjAuMC4xOjUwMDAk", Prefix),
            ("pk_test_", Encoding),
            ("pk_test_MTI3LjAuMC4x", Encoding),
            ("pk_test_MTI3_jAuMC4xOjUwMDAk", Encoding),
        ] {
            assert_eq!(key.parse::<PublishableKey>(), Err(refusal), "{key}");
        }
    }

    #[test]
    fn the_cookie_suffix_is_that_of_clerks_libraries() {
        // Computed with `printf pk_test_… | openssl sha1 -binary | base64 | cut -c1-8 | tr +/ -_`.
        let key = PublishableKey::new(Development, "127.0.0.1:5000").unwrap();
        assert_eq!(key.cookie_suffix(), "-5GDeg3D");
        assert_eq!(cookie_suffix("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"), "naoXFJnI");
    }

    proptest! {
        #[test]
        fn every_key_reads_back(name in "[a-z0-9-]{1,20}(\\.[a-z0-9-]{1,20}){1,4}", port in prop::option::of(1..=u16::MAX)) {
            let host = port.map_or(name.clone(), |port| format!("{name}:{port}"));
            let key = PublishableKey::new(Development, &host).unwrap();
            prop_assert!(key.to_string().split('_').count() == 3);
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(pk_(test|live)_)?\\PC*") {
            let _ = text.parse::<PublishableKey>();
        }
    }
}
