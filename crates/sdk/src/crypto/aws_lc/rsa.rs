use aws_lc_rs::rsa::PublicEncryptingKey;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents,
};

use crate::crypto::Hash;

const MIN_MODULUS_BYTES: usize = 2048 / 8;

/// A public RSA key, parsed once: that is worth half of the speed.
#[derive(Debug)]
pub(crate) struct RsaKey {
    sha256: ParsedPublicKey,
    sha384: ParsedPublicKey,
    sha512: ParsedPublicKey,
}

impl RsaKey {
    /// Reads a `SubjectPublicKeyInfo` with a key of 2048 to 8192 bits.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let key = PublicEncryptingKey::from_der(der).ok()?;
        if key.key_size_bytes() < MIN_MODULUS_BYTES {
            return None;
        }
        Self::parse(|parameters| ParsedPublicKey::new(parameters, der).ok())
    }

    /// Takes modulus and exponent, big endian and without leading zeros: 2048 to 8192 bits.
    pub(crate) fn from_components(n: &[u8], e: &[u8]) -> Option<Self> {
        let components = RsaPublicKeyComponents { n, e };
        Self::parse(|parameters| components.to_parsed_public_key(parameters).ok())
    }

    fn parse(parse: impl Fn(&'static RsaParameters) -> Option<ParsedPublicKey>) -> Option<Self> {
        Some(Self {
            sha256: parse(&RSA_PKCS1_2048_8192_SHA256)?,
            sha384: parse(&RSA_PKCS1_2048_8192_SHA384)?,
            sha512: parse(&RSA_PKCS1_2048_8192_SHA512)?,
        })
    }

    /// Whether a signature of PKCS #1 v1.5 is this key's.
    pub(crate) fn verifies(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let key = match hash {
            Hash::Sha256 => &self.sha256,
            Hash::Sha384 => &self.sha384,
            Hash::Sha512 => &self.sha512,
        };
        key.verify_sig(message, signature).is_ok()
    }
}
