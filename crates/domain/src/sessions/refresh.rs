use housekey_contract::SessionId;
use housekey_contract::backend::sessions::RefreshSession;
use housekey_store::Tx;
use housekey_store::sessions;
use serde_json::Value;

use super::bearer::refuse_banned;
use super::{Bearer, get, is_open};
use crate::error::{Code, Error, Result, refused};
use crate::jwt::{self, Category};
use crate::keys::SigningKey;
use crate::publishable_key::cookie_suffix;
use crate::{random, users};

/// Lifetime of the session token's cookie in seconds: one year, as with clerk-js. The token in it determines when the
/// session ends.
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A validated refresh request; the session hasn't been looked up yet.
#[derive(Clone, Debug)]
pub struct RefreshCheck {
    session: SessionId,
    refresh_digest: String,
    /// The origin of the new token.
    pub origin: String,
}

impl RefreshCheck {
    /// Verifies that the expired token belongs to this session and origin, ignoring its times. Takes 20 µs: call it
    /// outside a transaction.
    ///
    /// Every refusal is a 401, by which Clerk's libraries know that a handshake is needed.
    pub fn of(request: &RefreshSession, session: SessionId, key: &SigningKey) -> Result<Self> {
        let token = jwt::verify(key, &request.expired_token).map_err(|problem| {
            refusal(Code::ExpiredSessionTokenInvalid, format!("expired_token can't be verified: {problem}."))
        })?;
        if token.header.category != Some(Category::Session) {
            return Err(refusal(
                Code::SessionRefreshSessionTokenIneligible,
                "expired_token is not a session token.",
            ));
        }
        let claim = |name| token.claims.get(name).and_then(Value::as_str);
        let sid = claim("sid")
            .ok_or_else(|| refusal(Code::ExpiredSessionTokenMissingSid, "expired_token has no sid claim."))?;
        if sid != session.as_str() {
            return Err(refusal(Code::RefreshSidMismatch, "expired_token belongs to another session."));
        }
        let party = claim("azp")
            .ok_or_else(|| refusal(Code::ExpiredSessionTokenMissingAzp, "expired_token has no azp claim."))?;
        let origin = normal(&request.request_origin)?;
        if normal(party)? != origin {
            let long = "request_origin doesn't match the azp claim of expired_token.";
            return Err(refusal(Code::RefreshRequestOriginAzpMismatch, long));
        }
        Ok(Self { session, refresh_digest: random::hash_token(&request.refresh_token), origin })
    }
}

/// The bearer of the refreshed token.
pub fn refresh(tx: &mut Tx<'_>, check: &RefreshCheck) -> Result<Bearer> {
    let session = sessions::find(tx, &check.session)?;
    let session =
        session.ok_or_else(|| refusal(Code::SessionRefreshSessionNotFound, "The session doesn't exist."))?;
    // Digests of random tokens: how long comparing them takes tells nothing about the tokens.
    if session.refresh_token_digest.as_deref() != Some(&check.refresh_digest) {
        return Err(refusal(Code::RefreshTokenNotFound, "refresh_token doesn't belong to this session."));
    }
    if !is_open(&session, tx.now()) {
        return Err(refusal(Code::SessionRefreshInactiveSession, "The session has ended."));
    }
    let user = users::get(tx, &session.user_id)
        .map_err(|_| refusal(Code::SessionRefreshUserNotFound, "The session's user no longer exists."))?;
    refuse_banned(&user, Code::SessionOfBannedUser)?;
    Bearer::of(tx, session, user)
}

/// Issues a refresh token for a session, of which only the digest is stored. It replaces an earlier one.
pub fn issue_refresh_token(tx: &mut Tx<'_>, id: &SessionId, digest: &str) -> Result<()> {
    let mut session = get(tx, id)?;
    session.refresh_token_digest = Some(digest.to_owned());
    session.updated_at = tx.now();
    Ok(sessions::update(tx, &session)?)
}

/// The `Set-Cookie` values that set a session token in a browser: under both names that libraries read, and not
/// `HttpOnly`, because clerk-js rewrites them.
pub fn cookies(publishable_key: &str, origin: &str, token: &str) -> Vec<String> {
    let secure = if origin.starts_with("https://") { "; Secure" } else { "" };
    let suffixed = format!("__session_{}", cookie_suffix(publishable_key));
    let cookie =
        |name: &str| format!("{name}={token}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=Lax{secure}");
    vec![cookie("__session"), cookie(&suffixed)]
}

/// Normalizes an origin: scheme and host in lowercase, nothing after them.
fn normal(origin: &str) -> Result<String> {
    let origin = origin.trim().trim_end_matches('/').to_ascii_lowercase();
    let host = origin.split_once("://").map(|(_, host)| host);
    let has_host = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
    let refusal = || {
        refusal(
            Code::RefreshRequestOriginInvalid,
            "request_origin must be an origin, such as https://app.example.com.",
        )
    };
    if has_host { Ok(origin) } else { Err(refusal()) }
}

fn refusal(code: Code, long_message: impl Into<String>) -> Error {
    refused(code, "session not refreshed", long_message)
}
