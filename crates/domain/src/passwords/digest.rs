use crate::error::Code;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    argon2,
    hasher::{Hasher, UnknownHasher},
    scheme::{self, Flaw},
};

/// A password digest: the hasher and its text, in the hasher's own format.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The system that created it.
    pub hasher: Hasher,
    /// The digest in the hasher's own format (see [`Hasher::expected_form`]). Not for logs: `Debug` omits it.
    pub text: String,
}

/// Why a digest was rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDigest {
    #[error(transparent)]
    UnknownHasher(#[from] UnknownHasher),
    #[error("not a digest of {hasher}: expected {}", hasher.expected_form())]
    Malformed { hasher: Hasher },
    #[error("this {hasher} digest would cost too much time or memory to verify")]
    TooCostly { hasher: Hasher },
}

impl Digest {
    /// Parses a digest from another system. It must have the format of its hasher, and be verifiable within about two
    /// seconds and 256 MiB, so that imported digests can't be used to exhaust the server.
    pub fn parse(hasher: &str, digest: &str) -> Result<Self, InvalidDigest> {
        let hasher: Hasher = hasher.parse()?;
        match scheme::read(hasher, digest) {
            Ok(_) => Ok(Self { hasher, text: digest.to_owned() }),
            Err(Flaw::Form) => Err(InvalidDigest::Malformed { hasher }),
            Err(Flaw::Cost) => Err(InvalidDigest::TooCostly { hasher }),
        }
    }

    /// Whether this is the digest of the password, in constant time for incorrect ones. A text that [`Digest::parse`]
    /// would reject matches no password.
    pub fn verify(&self, password: &str) -> bool {
        scheme::read(self.hasher, &self.text).is_ok_and(|scheme| scheme.accepts(password.as_bytes()))
    }

    /// Whether [`super::hash`] would create a stronger digest: true unless it has our own parameters.
    pub fn needs_rehash(&self) -> bool {
        self.hasher != Hasher::Argon2id || !argon2::is_ours(&self.text)
    }
}

impl InvalidDigest {
    /// Clerk's error code.
    pub fn code(&self) -> Code {
        match self {
            Self::UnknownHasher(_) => Code::FormParamValueInvalid,
            Self::Malformed { .. } | Self::TooCostly { .. } => Code::FormPasswordDigestInvalidCode,
        }
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digest").field("hasher", &self.hasher).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MD5_OF_PASSWORD: &str = "5f4dcc3b5aa765d61d8327deb882cf99";

    #[test]
    fn debug_output_does_not_show_the_digest() {
        let digest = Digest::parse("md5", MD5_OF_PASSWORD).unwrap();
        assert_eq!(format!("{digest:?}"), "Digest { hasher: Md5, .. }");
    }

    #[test]
    fn a_digest_survives_json() {
        let digest = Digest::parse("md5", MD5_OF_PASSWORD).unwrap();
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(json, format!(r#"{{"hasher":"md5","text":"{MD5_OF_PASSWORD}"}}"#));
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest);
    }

    #[test]
    fn a_damaged_digest_belongs_to_no_password() {
        let digest = Digest { hasher: Hasher::Argon2id, text: "$argon2id$".to_owned() };
        assert!(!digest.verify(""));
        assert!(digest.needs_rehash());
    }

    #[test]
    fn a_refusal_says_what_was_expected() {
        let malformed = Digest::parse("md5", "password").unwrap_err();
        assert_eq!(malformed.to_string(), "not a digest of md5: expected <32 hexadecimal digits>");
        assert_eq!(malformed.code(), Code::FormPasswordDigestInvalidCode);
        let unknown = Digest::parse("md6", MD5_OF_PASSWORD).unwrap_err();
        assert_eq!(unknown.to_string(), "unknown password hasher `md6`");
    }
}
