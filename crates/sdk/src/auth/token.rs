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

/// How the `typ` of OAuth access tokens reads (RFC 9068).
const ACCESS_TOKEN: [&str; 2] = ["at+jwt", "application/at+jwt"];

/// How the subject of a machine's token begins.
pub(super) const MACHINE: &str = "mch_";

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
    is_of_application: bool,
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
        if header.crit.is_some() {
            return Err(invalid("`crit` asks for extensions that are not known here"));
        }
        Ok(Self {
            is_of_application: is_access_token(&header)?,
            algorithm: algorithm(&header)?,
            category: Category::of(header.cat.as_deref()),
            key_id: header.kid,
            message: &token[..token.len() - signature.len() - 1],
            payload,
            signature,
        })
    }

    /// Whether `typ` calls it an OAuth access token, which is no token of a user's session.
    pub(super) const fn is_access_token(&self) -> bool {
        self.is_of_application
    }

    /// The payload, once the signature is proven; nothing about it is told before.
    pub(super) fn verified_with(&self, key: &Key) -> Result<Vec<u8>, TokenError> {
        let signature = decode(self.signature, "signature")?;
        key.verify(self.algorithm, self.message.as_bytes(), &signature)?;
        decode(self.payload, "payload")
    }

    /// The claims of a payload.
    pub(super) fn claims(payload: &[u8]) -> Result<Claims, TokenError> {
        let claims: Claims = serde_json::from_slice(payload).map_err(|error| unreadable(&error))?;
        if claims.sub.is_empty() {
            return Err(TokenError::new(TokenReason::VerificationFailed, "`sub` is empty"));
        }
        Ok(claims)
    }
}

/// What an unproven token says of itself: it chooses between cookies and between reasons to refuse it, and decides
/// nothing else.
pub(super) struct Hearsay {
    header: Value,
    payload: Value,
}

impl Hearsay {
    /// Reads a token that has the form of one.
    pub(super) fn of(token: &str) -> Option<Self> {
        let (header, payload, _) = parts(token).filter(|_| token.len() <= LONGEST)?;
        let read = |part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        Some(Self { header: read(header)?, payload: read(payload)? })
    }

    /// Whether it was issued before a moment in seconds.
    pub(super) fn is_older_than(&self, moment: i64) -> bool {
        self.seconds("iat").is_some_and(|issued| issued < moment)
    }

    /// Whether it calls itself a machine's, an application's or a template's.
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

    /// Whether it carries a tag, and not that of machines.
    #[cfg(feature = "machine-tokens")]
    pub(super) fn is_tagged_as_no_machine(&self) -> bool {
        let tag = self.header.get("cat");
        tag.is_some_and(|tag| {
            tag.as_str().is_none_or(|tag| Category::of(Some(tag)) != Category::MachineToMachine)
        })
    }

    /// The session's id, which can be part of a path.
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

    /// A moment in seconds.
    pub(super) fn seconds(&self, claim: &str) -> Option<i64> {
        let number = &self.payload[claim];
        #[expect(clippy::cast_possible_truncation, reason = "seconds; beyond the range is the range's end")]
        number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds.floor() as i64))
    }
}

/// Whether a token calls itself another than a session's.
pub(super) fn is_no_session(token: &str) -> bool {
    Hearsay::of(token).is_some_and(|token| token.is_no_session())
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
    let named = header.alg.as_deref().and_then(Algorithm::named);
    named.ok_or_else(|| TokenError::new(TokenReason::InvalidAlgorithm, "`alg` is not RS256, RS384 or RS512"))
}

fn is_access_token(header: &Header) -> Result<bool, TokenError> {
    match header.typ.as_deref() {
        None | Some("JWT") => Ok(false),
        Some(kind) if ACCESS_TOKEN.contains(&kind) => Ok(true),
        Some(_) => Err(invalid("`typ` is not JWT")),
    }
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::Invalid, message)
}

/// A payload that is no JSON is no token; one whose claims have the wrong types is a bad one.
fn unreadable(error: &serde_json::Error) -> TokenError {
    let reason = if error.is_data() { TokenReason::VerificationFailed } else { TokenReason::Invalid };
    TokenError::new(reason, format!("the payload: {error}"))
}
