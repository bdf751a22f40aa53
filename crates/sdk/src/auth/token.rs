use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::claims::Claims;
use super::header::Header;
use super::key::{Algorithm, Key};
use super::reason::{TokenError, TokenReason};

/// Maximum size in bytes, larger than any header or cookie that servers accept by default.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// The `typ` of OAuth access tokens (RFC 9068).
const ACCESS_TOKEN: [&str; 2] = ["at+jwt", "application/at+jwt"];

/// The prefix of a machine token's subject.
pub(super) const MACHINE: &str = "mch_";

/// The kind of token, from the category in its header. All kinds are signed with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    /// A session token, or one without a category.
    Session,
    /// A machine-to-machine token.
    MachineToMachine,
    /// A JWT template's token, or an unknown category.
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

/// A parsed but unverified token.
pub(super) struct Token<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) category: Category,
    is_of_application: bool,
    pub(super) key_id: Option<String>,
    message: &'a str,
    payload: &'a str,
    signature: &'a str,
}

impl<'a> Token<'a> {
    pub(super) fn parse(token: &'a str) -> Result<Self, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(invalid("the token is longer than 16 KiB"));
        }
        let (header, payload, signature) = parts(token).ok_or_else(|| invalid("a token has three parts"))?;
        let header = decode(header, "header")?;
        let header: Header<'_> =
            serde_json::from_slice(&header).map_err(|error| invalid(format!("the header: {error}")))?;
        if header.has_extensions {
            return Err(invalid("`crit` asks for extensions that are not known here"));
        }
        Ok(Self {
            is_of_application: is_access_token(&header)?,
            algorithm: algorithm(&header)?,
            category: Category::of(header.cat.as_deref()),
            key_id: header.kid.map(Cow::into_owned),
            message: &token[..token.len() - signature.len() - 1],
            payload,
            signature,
        })
    }

    /// Whether `typ` says that it is an OAuth access token, which is not a session token.
    pub(super) const fn is_access_token(&self) -> bool {
        self.is_of_application
    }

    /// Verifies the signature and returns the payload.
    pub(super) fn verified_with(&self, key: &Key) -> Result<Vec<u8>, TokenError> {
        let signature = decode(self.signature, "signature")?;
        key.verify(self.algorithm, self.message.as_bytes(), &signature)?;
        decode(self.payload, "payload")
    }

    /// Parses the claims in a payload.
    pub(super) fn claims(payload: &[u8]) -> Result<Claims, TokenError> {
        let claims: Claims = serde_json::from_slice(payload).map_err(|error| unreadable(&error))?;
        if claims.sub.is_empty() {
            return Err(TokenError::new(TokenReason::VerificationFailed, "`sub` is empty"));
        }
        Ok(claims)
    }
}

/// An unverified token's claims. They are used only to choose between cookies and between reasons for a rejection.
pub(super) struct Hearsay {
    header: Value,
    payload: Value,
}

impl Hearsay {
    /// Parses a token, if it is well-formed.
    pub(super) fn of(token: &str) -> Option<Self> {
        let (header, payload, _) = parts(token).filter(|_| token.len() <= MAX_TOKEN_BYTES)?;
        let read = |part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        Some(Self { header: read(header)?, payload: read(payload)? })
    }

    /// Whether it was issued before a time in seconds.
    pub(super) fn is_older_than(&self, moment: i64) -> bool {
        self.seconds("iat").is_some_and(|issued| issued < moment)
    }

    /// Whether it claims to be a machine's, an application's or a template's.
    fn is_no_session(&self) -> bool {
        let category = self.header.get("cat").map(|tag| Category::of(Some(tag.as_str().unwrap_or_default())));
        let is_tagged = category.is_some_and(|category| category != Category::Session);
        is_tagged || self.is_access_token() || self.is_of_machine()
    }

    pub(super) fn is_access_token(&self) -> bool {
        self.header["typ"].as_str().is_some_and(|kind| ACCESS_TOKEN.contains(&kind))
    }

    pub(super) fn is_of_machine(&self) -> bool {
        self.payload["sub"].as_str().is_some_and(|subject| subject.starts_with(MACHINE))
    }

    /// Whether it has a category other than that of machines.
    #[cfg(feature = "machine-tokens")]
    pub(super) fn is_tagged_as_no_machine(&self) -> bool {
        let tag = self.header.get("cat");
        tag.is_some_and(|tag| {
            tag.as_str().is_none_or(|tag| Category::of(Some(tag)) != Category::MachineToMachine)
        })
    }

    /// The session's id, if it is safe to use in a path.
    #[cfg(feature = "handshake")]
    pub(super) fn session(&self) -> Option<&str> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        self.payload["sid"].as_str().filter(|id| !id.is_empty() && id.bytes().all(is_plain))
    }

    /// The issuer, whatever it is.
    #[cfg(feature = "handshake")]
    pub(super) fn issuer(&self) -> &Value {
        &self.payload["iss"]
    }

    /// A time in seconds.
    pub(super) fn seconds(&self, claim: &str) -> Option<i64> {
        let number = &self.payload[claim];
        #[expect(clippy::cast_possible_truncation, reason = "seconds; beyond the range is the range's end")]
        number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds.floor() as i64))
    }
}

/// Whether a token claims not to be a session token.
pub(super) fn is_no_session(token: &str) -> bool {
    Hearsay::of(token).is_some_and(|token| token.is_no_session())
}

fn parts(token: &str) -> Option<(&str, &str, &str)> {
    let (header, rest) = token.split_once('.')?;
    let (payload, signature) = rest.split_once('.')?;
    (!signature.contains('.')).then_some((header, payload, signature))
}

/// Decodes canonical base64url, so that each token has only one encoding.
fn decode(part: &str, name: &str) -> Result<Vec<u8>, TokenError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| invalid(format!("the {name} is not base64url")))
}

fn algorithm(header: &Header<'_>) -> Result<Algorithm, TokenError> {
    let named = header.alg.as_deref().and_then(Algorithm::named);
    named.ok_or_else(|| TokenError::new(TokenReason::InvalidAlgorithm, "`alg` is not RS256, RS384 or RS512"))
}

fn is_access_token(header: &Header<'_>) -> Result<bool, TokenError> {
    match header.typ.as_deref() {
        None | Some("JWT") => Ok(false),
        Some(kind) if ACCESS_TOKEN.contains(&kind) => Ok(true),
        Some(_) => Err(invalid("`typ` is not JWT")),
    }
}

fn invalid(message: impl Into<Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::Invalid, message)
}

/// If the payload isn't JSON, it isn't a token; if claims have wrong types, the token is invalid.
fn unreadable(error: &serde_json::Error) -> TokenError {
    let reason = if error.is_data() { TokenReason::VerificationFailed } else { TokenReason::Invalid };
    TokenError::new(reason, format!("the payload: {error}"))
}
