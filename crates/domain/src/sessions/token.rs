use housekey_contract::Millis;
use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::object::SessionStatus;
use housekey_store::instances::Settings;
use housekey_store::jwt_templates::JwtTemplateRecord;
use rand::Rng;
use serde_json::Value;

use super::Bearer;
use crate::error::{Code, Error, Result, invalid, not_allowed};
use crate::jwt::{
    self, Category, CustomClaims, Extras, FeaturePermissions, OrganizationClaims, SessionClaims,
    TemplateClaims,
};
use crate::jwt_templates::{LIFETIMES, MAX_TOKEN_BYTES, context};
use crate::keys::{Signer, SigningKey};
use crate::organization_memberships::ActiveOrganization;
use crate::{random, shortcodes};

/// Parameters of a new token.
#[derive(Clone, Copy, Debug)]
pub struct Minting<'a> {
    /// The `iss` of the token.
    pub issuer: &'a str,
    /// The origin that requests the token: its `azp`.
    pub origin: Option<&'a str>,
    /// The current time.
    pub now: Millis,
    /// Lifetime in seconds, if other than usual.
    pub lifetime: Option<i64>,
}

/// URLs of the images that templates can refer to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pictures<'a> {
    /// The user's profile image.
    pub user: &'a str,
    /// The active organization's logo.
    pub organization: Option<&'a str>,
}

/// The requested lifetime in seconds.
pub fn lifetime(options: &TokenOptions) -> Result<Option<i64>> {
    match options.expires_in_seconds {
        Some(seconds) if !LIFETIMES.contains(&seconds) => {
            let expected = format!("between {} and {}", LIFETIMES.start(), LIFETIMES.end());
            Err(not_allowed("expires_in_seconds", &expected))
        }
        seconds => Ok(seconds),
    }
}

/// Creates a session token. Signing takes 0.3 ms: call it outside a transaction.
pub fn session_token(
    bearer: &Bearer,
    minting: Minting<'_>,
    settings: &Settings,
    key: &SigningKey,
    rng: &mut (impl Rng + ?Sized),
) -> String {
    let (session, now) = (&bearer.session, minting.now);
    let issued = SessionClaims::issued(now);
    let (organization, features) = bearer.organization.as_ref().map(organization_claims).unzip();
    let claims = SessionClaims {
        actor: session.actor.clone().map(Value::Object),
        authorized_party: minting.origin.map(str::to_owned),
        expires_at: issued.issued_at.saturating_add(minting.lifetime.unwrap_or(settings.token_lifetime)),
        features: features.flatten(),
        factor_ages: [age(session.first_factor_at, now), age(session.second_factor_at, now)],
        issuer: minting.issuer.to_owned(),
        organization,
        token_id: random::token_id(rng),
        session_id: session.id.to_string(),
        status: if session.status == SessionStatus::Pending { "pending" } else { "active" }.to_owned(),
        user_id: bearer.user.id.to_string(),
        ..issued
    };
    jwt::sign(key, extras(Category::Session, now), &claims)
}

/// Creates a token with the claims of a template, signed with the template's own key or the instance's. Call it outside
/// a transaction.
pub fn template_token(
    bearer: &Bearer,
    minting: Minting<'_>,
    template: &JwtTemplateRecord,
    pictures: Pictures<'_>,
    signer: &dyn Signer,
    rng: &mut (impl Rng + ?Sized),
) -> Result<String> {
    let lifetime = minting.lifetime.unwrap_or(template.lifetime);
    let claims = TemplateClaims {
        authorized_party: minting.origin.map(str::to_owned),
        issuer: minting.issuer.to_owned(),
        token_id: random::token_id(rng),
        user_id: bearer.user.id.to_string(),
        custom: CustomClaims::for_template(shortcodes::render(&template.claims, &context(bearer, pictures))),
        ..TemplateClaims::issued(minting.now, lifetime, template.allowed_clock_skew)
    };
    let token = jwt::sign(signer, extras(Category::Template, minting.now), &claims);
    if token.len() > MAX_TOKEN_BYTES { Err(token_too_large(token.len())) } else { Ok(token) }
}

fn token_too_large(size: usize) -> Error {
    let long = format!(
        "The token would have {size} bytes, and {MAX_TOKEN_BYTES} are allowed. Shorten the template's claims, or the \
         metadata that they copy."
    );
    invalid(Code::FormParamExceedsAllowedSize, "template_name", "exceeds the allowed size", long)
}

fn extras(category: Category, now: Millis) -> Extras {
    Extras { category: Some(category), origin_issued_at: Some(now.seconds()) }
}

/// The claims `o` and `fea`. Organization features come first, and are the only ones.
fn organization_claims(active: &ActiveOrganization) -> (OrganizationClaims, Option<String>) {
    let permissions = FeaturePermissions::of(active.role.permissions.iter().map(String::as_str));
    let organization = &active.organization;
    let claims = OrganizationClaims::new(
        organization.id.as_str(),
        Some(&organization.slug),
        &active.role.key,
        &permissions,
    );
    let features: Vec<_> = permissions.features.iter().map(|feature| format!("o:{feature}")).collect();
    (claims, (!features.is_empty()).then(|| features.join(",")))
}

/// Minutes since a factor was verified; -1 is never.
fn age(proved_at: Option<Millis>, now: Millis) -> i64 {
    proved_at.map_or(-1, |at| (now - at).seconds().max(0) / 60)
}
