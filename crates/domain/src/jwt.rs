//! JSON Web Tokens in compact form: three base64url parts, the last being the signature (RFC 7515 and 7519).

mod claims;
mod organization;

use data_encoding::BASE64URL_NOPAD;
use housekey_contract::{Metadata, Millis};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use claims::{Claims, CustomClaims, RESERVED_CLAIMS, SessionClaims, TemplateClaims, Version};
pub use organization::{FeaturePermissions, OrganizationClaims};

use crate::keys::{Signer, SigningKey};

/// The category of a token. Clerk's clients know these names, and reject tokens of the wrong category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Category {
    /// A session token or a handshake.
    #[serde(rename = "cl_B7d4PD111AAA")]
    Session,
    /// A token made from a JWT template.
    #[serde(rename = "cl_B7d4PD222AAA")]
    Template,
    /// A machine token.
    #[serde(rename = "cl_B7d4PD333AAA")]
    Machine,
    /// An OpenID Connect ID token. This category is our own; clients don't accept unknown ones as sessions.
    #[serde(rename = "housekey_id_token")]
    Identity,
    /// Any other.
    #[serde(other)]
    Other,
}

/// Optional headers of a new token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// The category.
    pub category: Option<Category>,
    /// When the claims were current, in seconds: clerk-js keeps the token with the later value, so set it on all tokens
    /// or on none.
    pub origin_issued_at: Option<i64>,
}

/// The header of a decoded token.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Header {
    /// The algorithm: `RS256` …
    pub alg: String,
    /// The category.
    #[serde(default, rename = "cat")]
    pub category: Option<Category>,
    /// The key's id.
    #[serde(default)]
    pub kid: Option<String>,
    /// When the claims were current, in seconds.
    #[serde(default, rename = "oiat")]
    pub origin_issued_at: Option<i64>,
    /// `JWT`, or absent.
    #[serde(default)]
    pub typ: Option<String>,
    /// Critical extensions. None are supported.
    #[serde(default)]
    crit: Option<serde::de::IgnoredAny>,
}

/// A decoded token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The header.
    pub header: Header,
    /// The claims.
    pub claims: Metadata,
}

/// Why a token was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidToken {
    #[error("the token is not three parts of base64url-encoded JSON")]
    Malformed,
    #[error("the token is signed with a different algorithm")]
    OtherAlgorithm,
    #[error("the token is signed with a different key")]
    OtherKey,
    #[error("the token is not a JWT, or has critical extensions")]
    OtherType,
    #[error("the token's signature is invalid")]
    WrongSignature,
    #[error("the token's {0} claim is missing or not an integer")]
    WithoutTime(&'static str),
    #[error("the token is expired")]
    Expired,
    #[error("the token is not valid yet")]
    NotYetValid,
}

/// Signs claims.
///
/// The signature takes up to 0.3 ms: run it on the blocking pool.
pub fn sign(signer: &(impl Signer + ?Sized), extras: Extras, claims: &impl Claims) -> String {
    #[derive(Serialize)]
    struct SignedHeader<'a> {
        alg: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        cat: Option<Category>,
        #[serde(skip_serializing_if = "Option::is_none")]
        kid: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        oiat: Option<i64>,
        typ: &'a str,
    }
    let header = SignedHeader {
        alg: signer.algorithm(),
        cat: extras.category,
        kid: signer.kid(),
        oiat: extras.origin_issued_at,
        typ: "JWT",
    };
    let mut token = String::with_capacity(1024);
    append(&mut token, &header);
    token.push('.');
    append(&mut token, claims);
    let signature = signer.sign(token.as_bytes());
    token.push('.');
    BASE64URL_NOPAD.encode_append(&signature, &mut token);
    token
}

fn append(token: &mut String, part: &impl Serialize) {
    let json = serde_json::to_vec(part).expect("headers and claims are structs and maps with text keys");
    BASE64URL_NOPAD.encode_append(&json, token);
}

/// Verifies a token of an instance: the header must be as written by this server, and the signature by this key.
///
/// Neither times nor category are checked, because some tokens are read after they expire: see [`check_times`] and
/// [`Header::category`].
pub fn verify(key: &SigningKey, token: &str) -> Result<Token, InvalidToken> {
    let (signed, signature) = token.rsplit_once('.').ok_or(InvalidToken::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(InvalidToken::Malformed)?;
    let header: Header = decode(header)?;
    check_header(key, &header)?;
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| InvalidToken::Malformed)?;
    if !key.verify(signed.as_bytes(), &signature) {
        return Err(InvalidToken::WrongSignature);
    }
    Ok(Token { header, claims: decode(claims)? })
}

fn check_header(key: &SigningKey, header: &Header) -> Result<(), InvalidToken> {
    if header.alg != key.algorithm() {
        return Err(InvalidToken::OtherAlgorithm);
    }
    if header.kid.as_deref() != Some(key.kid()) {
        return Err(InvalidToken::OtherKey);
    }
    if header.crit.is_some() || header.typ.as_deref().is_some_and(|typ| typ != "JWT") {
        return Err(InvalidToken::OtherType);
    }
    Ok(())
}

/// Decodes a token without verifying it. Use it only to find the key to verify it with.
pub fn decode_unverified(token: &str) -> Result<Token, InvalidToken> {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(InvalidToken::Malformed);
    };
    Ok(Token { header: decode(header)?, claims: decode(claims)? })
}

fn decode<T: DeserializeOwned>(part: &str) -> Result<T, InvalidToken> {
    let json = BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| InvalidToken::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| InvalidToken::Malformed)
}

/// Checks `nbf` and `iat`, if present, and `exp`, which is required. `skew` is the allowed clock skew.
pub fn check_times(claims: &Metadata, now: Millis, skew: Millis) -> Result<(), InvalidToken> {
    let expiry = time(claims, "exp")?.ok_or(InvalidToken::WithoutTime("exp"))?;
    if now >= expiry + skew {
        return Err(InvalidToken::Expired);
    }
    for name in ["nbf", "iat"] {
        if time(claims, name)?.is_some_and(|time| time > now + skew) {
            return Err(InvalidToken::NotYetValid);
        }
    }
    Ok(())
}

fn time(claims: &Metadata, name: &'static str) -> Result<Option<Millis>, InvalidToken> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    let seconds = value.as_i64().ok_or(InvalidToken::WithoutTime(name))?;
    Ok(Some(Millis::from_seconds(seconds)))
}

#[cfg(test)]
mod tests;
