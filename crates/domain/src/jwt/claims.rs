use housekey_contract::{Metadata, Millis};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::OrganizationClaims;

/// Claims that only the server sets: Clerk's default claims and those that are tied to a session.
///
/// <https://clerk.com/docs/guides/sessions/jwt-templates#default-claims>
pub const RESERVED_CLAIMS: [&str; 14] =
    ["azp", "exp", "fea", "fva", "iat", "iss", "jti", "nbf", "o", "pla", "sid", "sts", "sub", "v"];
/// For how long a session token holds.
const SESSION_TOKEN_SECONDS: i64 = 60;
/// By how much a session token's `nbf` is set back, for readers whose clock is slow.
const SESSION_TOKEN_SKEW_SECONDS: i64 = 10;

/// What can be signed: structs and maps with text keys, whose form in JSON always exists.
pub trait Claims: Serialize {}

impl Claims for Metadata {}
impl Claims for SessionClaims {}
impl Claims for TemplateClaims {}

/// Claims that a template made, without those that are not a template's to set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct CustomClaims(Metadata);

impl CustomClaims {
    /// What a JWT template may add to its token.
    pub fn for_template(mut claims: Metadata) -> Self {
        claims.retain(|name, _| !RESERVED_CLAIMS.contains(&name.as_str()));
        Self(claims)
    }

    /// What may be added to session tokens. There, `act` tells who impersonates the user.
    pub fn for_session(claims: Metadata) -> Self {
        let mut claims = Self::for_template(claims);
        claims.0.remove("act");
        claims
    }
}

/// The claims of a session token, version 2. There is no `aud`: Python's clients refuse a token that has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SessionClaims {
    /// Who impersonates the user: an object with `sub`.
    #[serde(rename = "act", skip_serializing_if = "Option::is_none")]
    pub actor: Option<Value>,
    /// The origin that asked for the token.
    #[serde(rename = "azp", skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
    /// When the token ceases to hold, in seconds.
    #[serde(rename = "exp")]
    pub expires_at: i64,
    /// Features with their scope: `o:invoices,u:export`, those of organizations first.
    #[serde(rename = "fea", skip_serializing_if = "Option::is_none")]
    pub features: Option<String>,
    /// How many minutes ago the first and the second factor were verified; -1 is never.
    #[serde(rename = "fva")]
    pub factor_ages: [i64; 2],
    /// When the token was made, in seconds.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// `https://` and the host of the publishable key.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// The token's own id.
    #[serde(rename = "jti")]
    pub token_id: String,
    /// From when on the token holds, in seconds.
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
    /// What the instance adds to its session tokens.
    #[serde(flatten)]
    pub custom: CustomClaims,
}

impl SessionClaims {
    /// Claims of a token made now that holds for a minute, of an active session whose factors were never verified.
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

/// The claims of a token made from a JWT template.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TemplateClaims {
    /// The origin that asked for the token.
    #[serde(rename = "azp", skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
    /// When the token ceases to hold, in seconds.
    #[serde(rename = "exp")]
    pub expires_at: i64,
    /// When the token was made, in seconds.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// `https://` and the host of the publishable key.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// The token's own id.
    #[serde(rename = "jti")]
    pub token_id: String,
    /// From when on the token holds, in seconds.
    #[serde(rename = "nbf")]
    pub not_before: i64,
    /// The user.
    #[serde(rename = "sub")]
    pub user_id: String,
    /// What the template made.
    #[serde(flatten)]
    pub custom: CustomClaims,
}

impl TemplateClaims {
    /// Claims of a token made now, with the template's lifetime and allowed clock skew, both in seconds.
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
