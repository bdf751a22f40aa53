use std::ops::RangeInclusive;

use housekey_contract::backend::jwt_templates::WriteJwtTemplate;
use housekey_contract::{JwtTemplateId, Metadata, Millis};
use housekey_store::jwt_templates::JwtTemplateRecord;
use rand::Rng;
use serde_json::Value;

use super::{CLOCK_SKEWS, LIFETIMES, MAX_TOKEN_BYTES};
use crate::error::{
    Code, Error, Problems, Result, blank, invalid, malformed, not_allowed, refused, too_large, too_long,
};
use crate::keys::CustomKey;
use crate::seal::MasterKey;
use crate::shortcodes;

/// Maximum length of a name.
const NAME_LENGTH: usize = 64;
/// Maximum size of a signing key in bytes: an 8192-bit RSA key has 6,500.
const KEY_BYTES: usize = 16 * 1024;
/// The algorithm of tokens unless the template has its own key.
const INSTANCE_ALGORITHM: &str = "RS256";

/// Validated changes to a template; the template hasn't been looked up yet.
#[derive(Clone, Debug)]
pub struct TemplateChange {
    name: String,
    claims: Metadata,
    lifetime: Option<i64>,
    allowed_clock_skew: Option<i64>,
    key: KeyChange,
}

/// The change to a template's key.
#[derive(Clone, Debug)]
enum KeyChange {
    /// Keeps the key; a given algorithm must match it.
    Keep { algorithm: Option<String> },
    /// Keeps the template's own key, which must exist and have the given algorithm, if any.
    KeepOwn { algorithm: Option<String> },
    /// Uses the instance's key.
    Instance,
    /// Uses this key.
    Own { algorithm: String, sealed: String },
}

impl TemplateChange {
    /// Validates a request and encrypts its key for the template with this id. Call it outside a transaction.
    pub fn check(
        request: WriteJwtTemplate,
        id: &JwtTemplateId,
        seal: &MasterKey,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        problems.keep(check_name(&request.name));
        problems.keep(within("lifetime", request.lifetime, &LIFETIMES));
        problems.keep(within("allowed_clock_skew", request.allowed_clock_skew, &CLOCK_SKEWS));
        let key = KeyChange::check(&request, id, seal, rng);
        let key = problems.keep(key);
        problems.refuse()?;
        check_claims(&request.claims)?;
        check_size(&request.claims)?;
        // If the key had a problem, it would have been returned above.
        let key = key.unwrap_or(KeyChange::Keep { algorithm: None });
        let WriteJwtTemplate { name, claims, lifetime, allowed_clock_skew, .. } = request;
        Ok(Self { name, claims, lifetime, allowed_clock_skew, key })
    }

    /// Applies the change.
    pub(super) fn apply(&self, template: &mut JwtTemplateRecord, now: Millis) -> Result<()> {
        template.name.clone_from(&self.name);
        template.claims.clone_from(&self.claims);
        template.lifetime = self.lifetime.unwrap_or(template.lifetime);
        template.allowed_clock_skew = self.allowed_clock_skew.unwrap_or(template.allowed_clock_skew);
        template.updated_at = now;
        self.key.apply(template)
    }
}

impl KeyChange {
    fn check(
        request: &WriteJwtTemplate,
        id: &JwtTemplateId,
        seal: &MasterKey,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let algorithm = request.signing_algorithm.clone().filter(|algorithm| !algorithm.is_empty());
        let key = request.signing_key.as_deref().filter(|key| !key.is_empty());
        match (request.custom_signing_key, key) {
            (Some(false), _) => Ok(Self::Instance),
            (None, None) => Ok(Self::Keep { algorithm }),
            (Some(true), None) => Ok(Self::KeepOwn { algorithm }),
            (None, Some(_)) => Err(not_allowed("custom_signing_key", "true when signing_key is set")),
            (Some(true), Some(key)) => {
                let algorithm = algorithm.ok_or_else(|| required("signing_algorithm"))?;
                if key.len() > KEY_BYTES {
                    return Err(too_large("signing_key", KEY_BYTES));
                }
                CustomKey::parse(&algorithm, key).map_err(|problem| bad_key(&problem))?;
                let sealed = seal.seal(rng, &seal_context(id), key.as_bytes());
                Ok(Self::Own { algorithm, sealed })
            }
        }
    }

    fn apply(&self, template: &mut JwtTemplateRecord) -> Result<()> {
        match self {
            Self::KeepOwn { .. } if template.sealed_signing_key.is_none() => Err(required("signing_key")),
            Self::Keep { algorithm } | Self::KeepOwn { algorithm } => keep(template, algorithm.as_deref()),
            Self::Instance => {
                template.sealed_signing_key = None;
                INSTANCE_ALGORITHM.clone_into(&mut template.signing_algorithm);
                Ok(())
            }
            Self::Own { algorithm, sealed } => {
                template.sealed_signing_key = Some(sealed.clone());
                template.signing_algorithm.clone_from(algorithm);
                Ok(())
            }
        }
    }
}

/// A template before its first change.
pub(super) fn default_template() -> JwtTemplateRecord {
    JwtTemplateRecord {
        lifetime: 60,
        allowed_clock_skew: 5,
        signing_algorithm: INSTANCE_ALGORITHM.to_owned(),
        ..JwtTemplateRecord::default()
    }
}

/// Encryption context of a template's key.
pub(super) fn seal_context(id: &JwtTemplateId) -> String {
    format!("jwt_template_key:{id}")
}

/// A kept key keeps its algorithm.
fn keep(template: &JwtTemplateRecord, algorithm: Option<&str>) -> Result<()> {
    let current = &template.signing_algorithm;
    if algorithm.is_none_or(|algorithm| algorithm == current) {
        return Ok(());
    }
    Err(not_allowed(
        "signing_algorithm",
        &format!("{current} unless custom_signing_key and signing_key are set"),
    ))
}

/// The name is part of the path of token requests.
fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(blank("name"));
    }
    if name.chars().count() > NAME_LENGTH {
        return Err(too_long("name", NAME_LENGTH));
    }
    if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')) {
        return Err(malformed("name", "ASCII letters, digits, hyphens, and underscores"));
    }
    Ok(())
}

fn within(param: &str, value: Option<i64>, range: &RangeInclusive<i64>) -> Result<()> {
    if value.is_none_or(|value| range.contains(&value)) {
        return Ok(());
    }
    Err(not_allowed(param, &format!("between {} and {}", range.start(), range.end())))
}

/// Rejects claims that make every token too large. What shortcodes stand for is known only when a token is minted.
fn check_size(claims: &Metadata) -> Result<()> {
    // A token is in base64: three bytes become four.
    const MAX: usize = MAX_TOKEN_BYTES / 4 * 3;
    let size: usize = claims.iter().map(|(name, claim)| name.len() + least_size(claim)).sum();
    if size > MAX { Err(too_large("claims", MAX)) } else { Ok(()) }
}

/// The fewest bytes that a claim has in a token.
fn least_size(claim: &Value) -> usize {
    match claim {
        Value::String(text) if text.contains("{{") => 0,
        Value::Array(items) => items.iter().map(least_size).sum(),
        Value::Object(fields) => fields.iter().map(|(name, claim)| name.len() + least_size(claim)).sum(),
        other => other.to_string().len(),
    }
}

/// Clerk's status for a reserved claim is 400, unlike for other invalid values.
fn check_claims(claims: &Metadata) -> Result<()> {
    use shortcodes::InvalidClaims::Reserved;

    shortcodes::validate_claims(claims).map_err(|problem| {
        let message = if matches!(problem, Reserved(_)) { "reserved claim used" } else { "is invalid" };
        refused(problem.code(), message, problem.to_string()).with_meta("param_name", "claims")
    })
}

fn required(param: &str) -> Error {
    let long = format!("{param} is required when custom_signing_key is true.");
    invalid(Code::FormConditionalParamMissing, param, "is missing", long)
}

fn bad_key(problem: &crate::keys::InvalidKey) -> Error {
    let algorithm = matches!(problem, crate::keys::InvalidKey::UnknownAlgorithm(_));
    let param = if algorithm { "signing_algorithm" } else { "signing_key" };
    let code = if algorithm { Code::FormParamValueInvalid } else { Code::FormParamFormatInvalid };
    invalid(code, param, "is invalid", format!("{param} can't be used: {problem}."))
}
