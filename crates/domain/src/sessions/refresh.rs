use housekey_contract::backend::sessions::RefreshSession;
use housekey_contract::{Millis, SessionId};
use housekey_store::Tx;
use housekey_store::sessions;
use serde_json::Value;

use super::bearer::refuse_banned;
use super::{Bearer, get, is_open};
use crate::error::{Error, Result, refused};
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
            refusal("expired_session_token_invalid", format!("expired_token can't be verified: {problem}."))
        })?;
        if token.header.category != Some(Category::Session) {
            return Err(refusal(
                "session_refresh_session_token_ineligible",
                "expired_token is no session token.",
            ));
        }
        let claim = |name| token.claims.get(name).and_then(Value::as_str);
        let sid = claim("sid")
            .ok_or_else(|| refusal("expired_session_token_missing_sid", "expired_token has no sid."))?;
        if sid != session.as_str() {
            return Err(refusal("refresh_sid_mismatch", "expired_token belongs to another session."));
        }
        let party = claim("azp")
            .ok_or_else(|| refusal("expired_session_token_missing_azp", "expired_token has no azp."))?;
        let origin = normal(&request.request_origin)?;
        if normal(party)? != origin {
            let long = "request_origin is not the origin that expired_token was made for.";
            return Err(refusal("refresh_request_origin_azp_mismatch", long));
        }
        Ok(Self { session, refresh_digest: random::hash_token(&request.refresh_token), origin })
    }
}

/// The bearer of the refreshed token.
pub fn refresh(tx: &mut Tx<'_>, now: Millis, check: &RefreshCheck) -> Result<Bearer> {
    let session = sessions::find(tx, &check.session)?;
    let session =
        session.ok_or_else(|| refusal("session_refresh_session_not_found", "There is no such session."))?;
    // Digests of random tokens: how long comparing them takes tells nothing about the tokens.
    if session.refresh_token_digest.as_deref() != Some(&check.refresh_digest) {
        return Err(refusal("refresh_token_not_found", "refresh_token is not the one of this session."));
    }
    if !is_open(&session, now) {
        return Err(refusal("session_refresh_inactive_session", "The session has ended."));
    }
    let user = users::get(tx, &session.user_id)
        .map_err(|_| refusal("session_refresh_user_not_found", "The session's user is gone."))?;
    refuse_banned(&user, 401)?;
    Bearer::of(tx, session, user)
}

/// Issues a refresh token for a session, of which only the digest is stored. It replaces an earlier one.
pub fn issue_refresh_token(tx: &mut Tx<'_>, now: Millis, id: &SessionId, digest: &str) -> Result<()> {
    let mut session = get(tx, id)?;
    session.refresh_token_digest = Some(digest.to_owned());
    session.updated_at = now;
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
            "refresh_request_origin_invalid",
            "request_origin is no origin, such as https://app.example.com.",
        )
    };
    if has_host { Ok(origin) } else { Err(refusal()) }
}

fn refusal(code: &str, long_message: impl Into<String>) -> Error {
    refused(401, code, "session not refreshed", long_message)
}
