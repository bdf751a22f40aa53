use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use housekey_contract::object::Jwk;

use super::reason::{TokenError, TokenReason};
use crate::crypto::{Hash, RsaKey};

/// The supported signature algorithms. Others, such as shared secrets or `none`, are rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
}

impl Algorithm {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "RS384" => Some(Self::Rs384),
            "RS512" => Some(Self::Rs512),
            _ => None,
        }
    }

    const fn hash(self) -> Hash {
        match self {
            Self::Rs256 => Hash::Sha256,
            Self::Rs384 => Hash::Sha384,
            Self::Rs512 => Hash::Sha512,
        }
    }
}

/// A public RSA key, parsed once.
#[derive(Debug)]
pub(super) struct Key {
    source: Source,
    rsa: RsaKey,
}

#[derive(Debug, PartialEq)]
enum Source {
    Pem,
    Set(Box<Jwk>),
}

impl Key {
    /// Parses a PEM public key. Line breaks may be missing or written as `\n`, as in environment files.
    pub(super) fn from_pem(pem: &str) -> Result<Self, TokenError> {
        if pem.trim().is_empty() {
            return Err(TokenError::new(TokenReason::LocalKeyMissing, "the PEM key is empty"));
        }
        let der = der_of(pem).ok_or_else(|| unusable("not a PEM public key"))?;
        let rsa =
            RsaKey::from_der(&der).ok_or_else(|| unusable("not an RSA public key of 2048 bits or more"))?;
        Ok(Self { source: Source::Pem, rsa })
    }

    /// Parses a key from a set.
    pub(super) fn from_jwk(jwk: Jwk) -> Result<Self, TokenError> {
        if jwk.kty != "RSA" || !matches!(jwk.usage.as_str(), "" | "sig") {
            return Err(unusable("not an RSA key for signatures"));
        }
        if !jwk.alg.is_empty() && Algorithm::named(&jwk.alg).is_none() {
            return Err(unusable("a key for an algorithm that is not accepted"));
        }
        let n = number(jwk.n.as_deref()).ok_or_else(|| unusable("the modulus is not base64url"))?;
        let e = number(jwk.e.as_deref()).ok_or_else(|| unusable("the exponent is not base64url"))?;
        if n.len() < MIN_MODULUS_BYTES {
            return Err(unusable("the RSA key is shorter than 2048 bits"));
        }
        let rsa = RsaKey::from_components(&n, &e).ok_or_else(|| unusable("not an RSA public key"))?;
        Ok(Self { source: Source::Set(Box::new(jwk)), rsa })
    }

    /// The key's id; a PEM key has none.
    pub(super) fn id(&self) -> Option<&str> {
        self.jwk().map(|jwk| jwk.kid.as_str())
    }

    pub(super) fn is(&self, other: &Jwk) -> bool {
        self.jwk() == Some(other)
    }

    pub(super) fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), TokenError> {
        let stated = self.jwk().map(|jwk| jwk.alg.as_str()).filter(|alg| !alg.is_empty());
        if stated.is_some_and(|stated| Algorithm::named(stated) != Some(algorithm)) {
            return Err(TokenError::new(TokenReason::InvalidAlgorithm, "the key is for another algorithm"));
        }
        if self.rsa.verifies(algorithm.hash(), message, signature) {
            Ok(())
        } else {
            Err(TokenError::new(TokenReason::InvalidSignature, "the signature is not one of the key's"))
        }
    }

    fn jwk(&self) -> Option<&Jwk> {
        match &self.source {
            Source::Pem => None,
            Source::Set(jwk) => Some(jwk),
        }
    }
}

const MIN_MODULUS_BYTES: usize = 2048 / 8;

fn unusable(what: &'static str) -> TokenError {
    TokenError::new(TokenReason::KeyFailedToResolve, what)
}

fn number(text: Option<&str>) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text?).ok()?;
    let first = bytes.iter().position(|&byte| byte != 0)?;
    Some(bytes[first..].to_vec())
}

/// The DER between the first `BEGIN PUBLIC KEY` and `END PUBLIC KEY` lines.
fn der_of(pem: &str) -> Option<Vec<u8>> {
    let pem = pem.replace("\\n", "\n");
    let (_, rest) = pem.split_once("-----BEGIN PUBLIC KEY-----")?;
    let (body, _) = rest.split_once("-----END PUBLIC KEY-----")?;
    STANDARD.decode(body.split_ascii_whitespace().collect::<String>()).ok()
}
