use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::claims::Claims;
use super::key::{Algorithm, Key};
use super::reason::{TokenError, TokenReason};
use super::strict;

/// Longer than any header or cookie that servers let through by default, in bytes.
const LONGEST: usize = 16 * 1024;

/// What a token is for, by the category in its header. All are signed with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    /// A session's token, or one that does not say.
    Session,
    /// The token of a machine.
    MachineToMachine,
    /// That of a JWT template, or of a kind not known here.
    Other,
}

impl Category {
    fn of(tag: Option<&str>) -> Self {
        match tag {
            None | Some("cl_B7d4PD111AAA" | "cl_I7d4PD111III") => Self::Session,
            Some("cl_B7d4PD333AAA") => Self::MachineToMachine,
            Some(_) => Self::Other,
        }
    }
}

/// A token taken apart, its header read. Nothing of it is proven yet.
pub(super) struct Token<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) category: Category,
    pub(super) key_id: Option<String>,
    message: &'a str,
    payload: &'a str,
    signature: &'a str,
}

#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    #[serde(default, deserialize_with = "strict::present")]
    kid: Option<String>,
    #[serde(default, deserialize_with = "strict::present")]
    typ: Option<String>,
    #[serde(default, deserialize_with = "strict::present")]
    cat: Option<String>,
    #[serde(default, deserialize_with = "strict::present")]
    crit: Option<IgnoredAny>,
    /// Read for their names only, which must be unique.
    #[serde(flatten, deserialize_with = "strict::object")]
    _others: Map<String, Value>,
}

impl<'a> Token<'a> {
    pub(super) fn parse(token: &'a str) -> Result<Self, TokenError> {
        if token.len() > LONGEST {
            return Err(invalid("the token is longer than 16 KiB"));
        }
        let (header, payload, signature) = parts(token).ok_or_else(|| invalid("a token has three parts"))?;
        let header = decode(header, "header")?;
        let header: Header =
            serde_json::from_slice(&header).map_err(|error| invalid(format!("the header: {error}")))?;
        Ok(Self {
            algorithm: algorithm(&header)?,
            category: Category::of(header.cat.as_deref()),
            key_id: header.kid,
            message: &token[..token.len() - signature.len() - 1],
            payload,
            signature,
        })
    }

    /// The claims, once the signature is proven; nothing about them is told before.
    pub(super) fn verified_with(&self, key: &Key) -> Result<Claims, TokenError> {
        let signature = decode(self.signature, "signature")?;
        key.verify(self.algorithm, self.message.as_bytes(), &signature)?;
        let payload = decode(self.payload, "payload")?;
        let claims: Claims = serde_json::from_slice(&payload).map_err(|error| unreadable(&error))?;
        if claims.sub.is_empty() {
            return Err(TokenError::new(TokenReason::VerificationFailed, "`sub` is empty"));
        }
        Ok(claims)
    }
}

/// What an unproven token says of itself, to choose between two cookies; it decides nothing else.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Hearsay {
    pub(super) iss: Option<String>,
    pub(super) iat: Option<i64>,
}

impl Hearsay {
    pub(super) fn of(token: &str) -> Self {
        let payload = (token.len() <= LONGEST).then(|| parts(token)).flatten().map(|(_, payload, _)| payload);
        let payload = payload.and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok());
        payload.and_then(|payload| serde_json::from_slice(&payload).ok()).unwrap_or_default()
    }
}

fn parts(token: &str) -> Option<(&str, &str, &str)> {
    let (header, rest) = token.split_once('.')?;
    let (payload, signature) = rest.split_once('.')?;
    (!signature.contains('.')).then_some((header, payload, signature))
}

/// Base64url in its one canonical form, so that a token has one spelling.
fn decode(part: &str, name: &str) -> Result<Vec<u8>, TokenError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| invalid(format!("the {name} is not base64url")))
}

fn algorithm(header: &Header) -> Result<Algorithm, TokenError> {
    if header.typ.as_deref().is_some_and(|kind| kind != "JWT") {
        return Err(invalid("`typ` is not JWT"));
    }
    if header.crit.is_some() {
        return Err(invalid("`crit` asks for extensions that are not known here"));
    }
    let named = header.alg.as_deref().and_then(Algorithm::named);
    named.ok_or_else(|| TokenError::new(TokenReason::InvalidAlgorithm, "`alg` is not RS256, RS384 or RS512"))
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::Invalid, message)
}

/// A payload that is no JSON is no token; one whose claims have the wrong types is a bad one.
fn unreadable(error: &serde_json::Error) -> TokenError {
    let reason = if error.is_data() { TokenReason::VerificationFailed } else { TokenReason::Invalid };
    TokenError::new(reason, format!("the payload: {error}"))
}
