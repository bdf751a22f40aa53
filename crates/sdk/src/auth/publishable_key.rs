use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose::URL_SAFE_NO_PAD};

use crate::crypto;

/// Padding may be left out.
const STANDARD: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A publishable key: `pk_test_` or `pk_live_`, and the host of the Frontend API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishableKey {
    host: String,
    cookie_suffix: String,
    is_development: bool,
}

/// The text is not a publishable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a publishable key: expected pk_test_ or pk_live_ and the base64 of a host with a dot, closed by $"
)]
pub struct InvalidPublishableKey;

impl PublishableKey {
    /// Parses a key.
    pub fn parse(key: &str) -> Result<Self, InvalidPublishableKey> {
        let encoded = key.strip_prefix("pk_test_").or_else(|| key.strip_prefix("pk_live_"));
        let decoded =
            STANDARD.decode(encoded.ok_or(InvalidPublishableKey)?).map_err(|_| InvalidPublishableKey)?;
        let decoded = String::from_utf8(decoded).map_err(|_| InvalidPublishableKey)?;
        let host = decoded.strip_suffix('$').ok_or(InvalidPublishableKey)?;
        if host.contains('$') || !host.contains('.') {
            return Err(InvalidPublishableKey);
        }
        Ok(Self {
            host: host.to_owned(),
            cookie_suffix: cookie_suffix(key),
            is_development: key.starts_with("pk_test_"),
        })
    }

    /// The host of the Frontend API, with its port if it has one.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The suffix after `_` in the names of this instance's cookies.
    pub fn cookie_suffix(&self) -> &str {
        &self.cookie_suffix
    }

    /// Whether it is the key of a development instance: `pk_test_…`.
    pub const fn is_development(&self) -> bool {
        self.is_development
    }
}

fn cookie_suffix(key: &str) -> String {
    let mut suffix = URL_SAFE_NO_PAD.encode(crypto::sha1(key.as_bytes()));
    suffix.truncate(8);
    suffix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_the_host_and_the_suffix() {
        let key = PublishableKey::parse("pk_test_Y2xlcmsuZXhhbXBsZS50ZXN0Ojg0NDMk").unwrap();

        assert_eq!(key.host(), "clerk.example.test:8443");
        // printf %s pk_test_… | openssl sha1 -binary | base64 | cut -c1-8 | tr +/ -_
        assert_eq!(key.cookie_suffix(), "mmwBk_0O");
    }

    #[test]
    fn padding_may_be_left_out() {
        let padded = PublishableKey::parse("pk_live_Y2xlcmsuYWIuY2Qk").unwrap();
        assert_eq!(padded.host(), "clerk.ab.cd");
        for key in ["pk_live_YS5iYyQ=", "pk_live_YS5iYyQ"] {
            assert_eq!(PublishableKey::parse(key).unwrap().host(), "a.bc");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let localhost = format!("pk_test_{}", STANDARD.encode("localhost$"));
        let two_ends = format!("pk_test_{}", STANDARD.encode("a.b$$"));
        let no_end = format!("pk_test_{}", STANDARD.encode("a.b"));
        for key in ["", "pk_test_", "sk_test_YS5iYyQ", "pk_test_%%%", &localhost, &two_ends, &no_end] {
            assert_eq!(PublishableKey::parse(key), Err(InvalidPublishableKey), "{key}");
        }
    }
}
