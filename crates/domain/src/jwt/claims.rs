use housekey_contract::{Metadata, Millis};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::OrganizationClaims;

/// Claims that only the server sets: Clerk's default claims and those tied to a session.
///
/// <https://clerk.com/docs/guides/sessions/jwt-templates#default-claims>
pub const RESERVED_CLAIMS: [&str; 14] =
    ["azp", "exp", "fea", "fva", "iat", "iss", "jti", "nbf", "o", "pla", "sid", "sts", "sub", "v"];
/// Default lifetime of a session token in seconds.
const SESSION_TOKEN_SECONDS: i64 = 60;
/// Seconds subtracted from a session token's `nbf`, for verifiers whose clock is slow.
const SESSION_TOKEN_SKEW_SECONDS: i64 = 10;

/// Claims that can be signed: structs and maps with string keys, which can always be serialized as JSON.
pub trait Claims: Serialize {}

impl Claims for Metadata {}
impl Claims for SessionClaims {}
impl Claims for TemplateClaims {}

/// Custom claims of a template, without reserved ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct CustomClaims(Metadata);

impl CustomClaims {
    /// The claims that a JWT template may add to its token.
    pub fn for_template(mut claims: Metadata) -> Self {
        claims.retain(|name, _| !RESERVED_CLAIMS.contains(&name.as_str()));
        Self(claims)
    }

    /// The claims that may be added to session tokens. In these, `act` is the impersonator.
    pub fn for_session(claims: Metadata) -> Self {
        let mut claims = Self::for_template(claims);
        claims.0.remove("act");
        claims
    }
}

/// Claims of a session token, version 2. There is no `aud`, because Python clients reject tokens that have one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SessionClaims {
    /// The impersonator: an object with `sub`.
    #[serde(rename = "act", skip_serializing_if = "Option::is_none")]
    pub actor: Option<Value>,
    /// The origin that requested the token.
    #[serde(rename = "azp", skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
    /// When the token expires, in seconds.
    #[serde(rename = "exp")]
    pub expires_at: i64,
    /// Features with their scope: `o:invoices,u:export`, organization features first.
    #[serde(rename = "fea", skip_serializing_if = "Option::is_none")]
    pub features: Option<String>,
    /// Minutes since the first and second factor were verified; -1 is never.
    #[serde(rename = "fva")]
    pub factor_ages: [i64; 2],
    /// When the token was issued, in seconds.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// `https://` and the host of the publishable key.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// The token's id.
    #[serde(rename = "jti")]
    pub token_id: String,
    /// When the token becomes valid, in seconds.
    #[serde(rename = "nbf")]
    pub not_before: i64,
    /// The active organization.
    #[serde(rename = "o", skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationClaims>,
    /// Plans with their scope: `u:free,o:pro`.
    #[serde(rename = "pla", skip_serializing_if = "Option::is_none")]
    pub plans: Option<String>,
    /// The session.
    #[serde(rename = "sid")]
    pub session_id: String,
    /// `active`, or `pending` while the session has tasks.
    #[serde(rename = "sts")]
    pub status: String,
    /// The user.
    #[serde(rename = "sub")]
    pub user_id: String,
    /// The version of these claims.
    #[serde(rename = "v")]
    pub version: Version,
    /// Custom claims of the instance's session tokens.
    #[serde(flatten)]
    pub custom: CustomClaims,
}

impl SessionClaims {
    /// Claims of a token issued now for one minute, of an active session whose factors were never verified.
    pub fn issued(now: Millis) -> Self {
        let issued_at = now.seconds();
        Self {
            expires_at: issued_at + SESSION_TOKEN_SECONDS,
            factor_ages: [-1, -1],
            issued_at,
            not_before: issued_at - SESSION_TOKEN_SKEW_SECONDS,
            status: "active".into(),
            ..Self::default()
        }
    }
}

/// The version of a session token's claims: 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(2)
    }
}

/// Claims of a token from a JWT template.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TemplateClaims {
    /// The origin that requested the token.
    #[serde(rename = "azp", skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
    /// When the token expires, in seconds.
    #[serde(rename = "exp")]
    pub expires_at: i64,
    /// When the token was issued, in seconds.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// `https://` and the host of the publishable key.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// The token's id.
    #[serde(rename = "jti")]
    pub token_id: String,
    /// When the token becomes valid, in seconds.
    #[serde(rename = "nbf")]
    pub not_before: i64,
    /// The user.
    #[serde(rename = "sub")]
    pub user_id: String,
    /// Claims of the template.
    #[serde(flatten)]
    pub custom: CustomClaims,
}

impl TemplateClaims {
    /// Claims of a token issued now, with the template's lifetime and allowed clock skew in seconds.
    pub fn issued(now: Millis, lifetime: i64, allowed_clock_skew: i64) -> Self {
        let issued_at = now.seconds();
        Self {
            expires_at: issued_at.saturating_add(lifetime),
            issued_at,
            not_before: issued_at.saturating_sub(allowed_clock_skew),
            ..Self::default()
        }
    }
}
