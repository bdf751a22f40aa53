use aws_lc_rs::digest;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use housekey_contract::{Millis, OAuthApplicationId};
use housekey_store::oauth_applications::{self, OAuthApplicationRecord};
use housekey_store::oauth_grants::{self, OAuthGrantRecord};
use housekey_store::oauth_tokens::{self, OAuthTokenKind, OAuthTokenRecord};
use housekey_store::users::UserRecord;
use housekey_store::{Tx, users};
use rand::Rng;
use subtle::ConstantTimeEq;

use super::{scopes, wrong};
use crate::error::{Code, Error, Result, not_found};
use crate::random;

/// For how many seconds an access token holds: a day, as Clerk's.
pub const ACCESS_SECONDS: i64 = 24 * 3600;
/// Lifetime of a refresh token in seconds: ten years, as with Clerk.
const REFRESH_SECONDS: i64 = 10 * 365 * 24 * 3600;
/// Prefix of access tokens, by which Clerk's clients recognize them.
const ACCESS_PREFIX: &str = "oat_";
const REFRESH_PREFIX: &str = "ort_";

/// A valid token with everything it stands for.
#[derive(Clone, Debug)]
pub struct Access {
    /// The token.
    pub token: OAuthTokenRecord,
    /// The grant it belongs to.
    pub grant: OAuthGrantRecord,
    /// The application.
    pub application: OAuthApplicationRecord,
    /// The user.
    pub user: UserRecord,
}

/// A new pair of tokens.
#[derive(Clone)]
pub struct NewTokens {
    /// The access token. It is shown only once.
    pub access: String,
    /// The refresh token. It is shown only once.
    pub refresh: String,
    access_id: String,
    refresh_id: String,
}

impl NewTokens {
    /// Generates a pair of tokens.
    pub fn generate(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut id = |prefix: &str| {
            let mut random = [0; 16];
            rng.fill_bytes(&mut random);
            format!("{prefix}{}", HEXLOWER.encode(&random))
        };
        let (access_id, refresh_id) = (id(ACCESS_PREFIX), id(REFRESH_PREFIX));
        let (access, refresh) = (random::token(rng, ACCESS_PREFIX), random::token(rng, REFRESH_PREFIX));
        Self { access, refresh, access_id, refresh_id }
    }
}

/// The access token with this digest, if valid.
pub fn access(tx: &mut Tx<'_>, digest: &str) -> Result<Option<Access>> {
    match oauth_tokens::find(tx, digest)? {
        Some(token) if token.kind == OAuthTokenKind::Access => standing(tx, token),
        _ => Ok(None),
    }
}

/// The refresh token with this digest, if it can be exchanged.
pub fn refreshing(tx: &mut Tx<'_>, digest: &str) -> Result<Option<Access>> {
    match oauth_tokens::find(tx, digest)? {
        Some(token) if token.kind == OAuthTokenKind::Refresh && token.used_at.is_none() => {
            standing(tx, token)
        }
        _ => Ok(None),
    }
}

/// What a token stands for, if it hasn't expired and its application and user exist. Banning a user invalidates it
/// permanently; a lock only refuses new sign-ins.
fn standing(tx: &mut Tx<'_>, token: OAuthTokenRecord) -> Result<Option<Access>> {
    if token.expires_at <= tx.now() {
        return Ok(None);
    }
    let Some(grant) = oauth_grants::find(tx, &token.grant_id)? else { return Ok(None) };
    let application = oauth_applications::find(tx, &grant.application_id)?;
    let user = users::find(tx, &grant.user_id)?.filter(|user| !user.banned);
    let (Some(application), Some(user)) = (application, user) else { return Ok(None) };
    Ok(Some(Access { token, grant, application, user }))
}

/// The result of an exchange.
#[derive(Clone, Debug)]
pub enum Exchange {
    /// New tokens were issued; this is the access token.
    Done(Box<Access>),
    /// It had already been exchanged, so it was stolen or replayed: the grant was revoked.
    Replayed,
}

/// The parameters of a code exchange.
#[derive(Clone, Debug)]
pub struct CodeExchange {
    /// The SHA-256 of the code.
    pub code_digest: String,
    /// The redirect URI that the code was sent to.
    pub redirect_uri: Option<String>,
    /// The PKCE code verifier.
    pub verifier: Option<String>,
}

/// Exchanges a code. This succeeds only once.
pub fn exchange_code(
    tx: &mut Tx<'_>,
    application: &OAuthApplicationRecord,
    exchange: &CodeExchange,
    new: &NewTokens,
) -> Result<Exchange> {
    let now = tx.now();
    let grant = oauth_grants::find_by_code(tx, &exchange.code_digest)?;
    let mut grant = grant.filter(|grant| grant.application_id == application.id).ok_or_else(unusable_code)?;
    if grant.exchanged_at.is_some() {
        oauth_grants::delete(tx, &grant.id)?;
        return Ok(Exchange::Replayed);
    }
    if grant.code_expires_at <= now {
        return Err(unusable_code());
    }
    if grant.redirect_uri.is_some() && grant.redirect_uri != exchange.redirect_uri {
        return Err(invalid_grant("redirect_uri must be the one that the authorization request used."));
    }
    check_verifier(grant.code_challenge.as_deref(), exchange.verifier.as_deref())?;
    grant.exchanged_at = Some(now);
    oauth_grants::update(tx, &grant)?;
    let scopes = grant.scopes.clone();
    give(tx, &grant, scopes, new)
}

/// Exchanges a refresh token for a new pair. This succeeds only once.
pub fn refresh(
    tx: &mut Tx<'_>,
    application: &OAuthApplicationRecord,
    digest: &str,
    scope: Option<&str>,
    new: &NewTokens,
) -> Result<Exchange> {
    let now = tx.now();
    let token = oauth_tokens::find(tx, digest)?.filter(|token| token.kind == OAuthTokenKind::Refresh);
    let mut token = token.ok_or_else(unusable_token)?;
    let grant = oauth_grants::find(tx, &token.grant_id)?;
    let grant = grant.filter(|grant| grant.application_id == application.id).ok_or_else(unusable_token)?;
    if token.used_at.is_some() {
        oauth_grants::delete(tx, &grant.id)?;
        return Ok(Exchange::Replayed);
    }
    if token.expires_at <= now {
        return Err(unusable_token());
    }
    let scopes = scopes::narrowed(scope, &grant.scopes)?;
    token.used_at = Some(now);
    oauth_tokens::update(tx, &token)?;
    oauth_tokens::delete_stale(tx, &grant.id)?;
    give(tx, &grant, scopes, new)
}

fn give(tx: &mut Tx<'_>, grant: &OAuthGrantRecord, scopes: Vec<String>, new: &NewTokens) -> Result<Exchange> {
    let now = tx.now();
    let access = OAuthTokenRecord {
        digest: random::hash_token(&new.access),
        id: new.access_id.clone(),
        kind: OAuthTokenKind::Access,
        grant_id: grant.id.clone(),
        scopes,
        created_at: now,
        expires_at: now + Millis::from_seconds(ACCESS_SECONDS),
        used_at: None,
    };
    let refresh = OAuthTokenRecord {
        digest: random::hash_token(&new.refresh),
        id: new.refresh_id.clone(),
        kind: OAuthTokenKind::Refresh,
        scopes: grant.scopes.clone(),
        expires_at: now + Millis::from_seconds(REFRESH_SECONDS),
        ..access.clone()
    };
    oauth_tokens::insert(tx, &access)?;
    oauth_tokens::insert(tx, &refresh)?;
    let standing = standing(tx, access)?;
    let access = standing.ok_or_else(|| invalid_grant("The user is banned or locked."))?;
    Ok(Exchange::Done(Box::new(access)))
}

/// Revokes the grant of this application's token, of whatever kind. Unknown tokens are no error (RFC 7009, section
/// 2.2).
pub fn revoke(tx: &mut Tx<'_>, application: &OAuthApplicationRecord, digest: &str) -> Result<()> {
    match grant_of(tx, &application.id, digest)? {
        Some(grant) => Ok(oauth_grants::delete(tx, &grant.id)?),
        None => Ok(()),
    }
}

/// Revokes the grant of this application's token; 404 for unknown tokens.
pub fn revoke_token(tx: &mut Tx<'_>, id: &OAuthApplicationId, digest: &str) -> Result<()> {
    crate::oauth_applications::get(tx, id)?;
    let grant =
        grant_of(tx, id, digest)?.ok_or_else(|| not_found("token of the OAuth application", id.as_str()))?;
    Ok(oauth_grants::delete(tx, &grant.id)?)
}

fn grant_of(
    tx: &mut Tx<'_>,
    application: &OAuthApplicationId,
    digest: &str,
) -> Result<Option<OAuthGrantRecord>> {
    let Some(token) = oauth_tokens::find(tx, digest)? else { return Ok(None) };
    let grant = oauth_grants::find(tx, &token.grant_id)?;
    Ok(grant.filter(|grant| grant.application_id == *application))
}

/// A code requested without a challenge isn't exchanged with a verifier: an attacker may have removed the challenge
/// from the request (RFC 9700, section 2.1.1).
fn check_verifier(challenge: Option<&str>, verifier: Option<&str>) -> Result<()> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) => {
            let made = digest::digest(&digest::SHA256, verifier.as_bytes());
            let made = BASE64URL_NOPAD.encode(made.as_ref());
            if made.as_bytes().ct_eq(challenge.as_bytes()).into() {
                return Ok(());
            }
            Err(invalid_grant("code_verifier doesn't match the code_challenge."))
        }
        (Some(_), None) => Err(invalid_grant("code_verifier is missing.")),
        (None, Some(_)) => {
            Err(invalid_grant("code_verifier was sent, but the authorization request had no code_challenge."))
        }
    }
}

fn unusable_code() -> Error {
    invalid_grant("The code is unknown, expired, or belongs to another application.")
}

fn unusable_token() -> Error {
    invalid_grant("The refresh token is unknown, expired, revoked, or belongs to another application.")
}

fn invalid_grant(description: &str) -> Error {
    wrong(Code::InvalidGrant, description)
}
