//! OAuth visits: browsers in the process of signing in and giving consent to an application.

use housekey_contract::{Millis, OAuthApplicationId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A visit as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthVisitRecord {
    /// The visit's id, used in the pages' URLs.
    pub id: String,
    /// The SHA-256 of the browser's secret.
    pub secret_digest: String,
    /// The authorization request.
    pub request: AuthorizationRequest,
    /// The user who passed the first factor but not yet the second.
    pub proved: Option<ProvedUser>,
    /// The latest code sent.
    pub code: Option<SentCode>,
    /// Number of codes sent.
    pub codes_sent: u32,
    /// Number of failed attempts.
    pub failures: u32,
    /// The session the user signed in to or chose.
    pub session_id: Option<SessionId>,
    /// When the visit expires.
    pub expires_at: Millis,
}

/// A validated authorization request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizationRequest {
    /// The application.
    pub application_id: OAuthApplicationId,
    /// The redirect URI.
    pub redirect_uri: String,
    /// Whether the request contained it.
    pub names_redirect_uri: bool,
    /// Whether the response is sent by form post instead of in the URL.
    pub by_form: bool,
    /// The opaque state returned with the response.
    pub state: Option<String>,
    /// The requested scopes.
    pub scopes: Vec<String>,
    /// The nonce to include in the ID token.
    pub nonce: Option<String>,
    /// The PKCE code challenge.
    pub code_challenge: Option<String>,
    /// The login hint.
    pub login_hint: Option<String>,
    /// Whether no user interaction is allowed (`prompt=none`).
    pub silent: bool,
    /// Whether the user must reauthenticate (`prompt=login`).
    pub must_sign_in: bool,
    /// Whether the user must be asked for consent again (`prompt=consent`).
    pub must_ask: bool,
    /// Maximum age of the user's authentication in seconds.
    pub max_age: Option<i64>,
}

/// A user who passed the first factor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvedUser {
    /// The user.
    pub user_id: UserId,
    /// The strategy: `password` or `email_code`.
    pub strategy: String,
}

/// A code that was sent, or that only seems to have been sent because no account matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentCode {
    /// The recipient; `None` if no account matches.
    pub user_id: Option<UserId>,
    /// The identifier that was entered.
    pub identifier: String,
    /// Whether it is a second factor.
    pub is_second_factor: bool,
    /// The SHA-256 of the browser's secret and the code.
    pub digest: String,
    /// Number of remaining guesses.
    pub guesses_left: u32,
    /// When it was sent.
    pub sent_at: Millis,
    /// When it expires.
    pub expires_at: Millis,
}

const INSERT: &str = "INSERT INTO oauth_visits (instance_id, id, code_user_id, expires_at, document) \
                      VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str =
    "UPDATE oauth_visits SET code_user_id = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const FIND: &str = "SELECT document FROM oauth_visits WHERE instance_id = $1 AND id = $2";
const DELETE: &str = "DELETE FROM oauth_visits WHERE instance_id = $1 AND id = $2";
const DELETE_EXPIRED: &str = "DELETE FROM oauth_visits WHERE instance_id = $1 AND expires_at <= $2";
const WITH_CODE: &str =
    "SELECT COUNT(*) FROM oauth_visits WHERE instance_id = $1 AND code_user_id = $2 AND expires_at > $3";

/// The visit with this id.
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<OAuthVisitRecord>, StoreError> {
    tx.one(FIND, &[id.into()], document)
}

/// Adds a visit, and deletes those that expired by `now`.
pub fn insert(tx: &mut Tx<'_>, visit: &OAuthVisitRecord) -> Result<(), StoreError> {
    tx.execute(DELETE_EXPIRED, &[tx.now().0.into()])?;
    let document = to_document(visit)?;
    let params = [
        visit.id.as_str().into(),
        code_user(visit).into(),
        visit.expires_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves a visit that is there already.
pub fn update(tx: &mut Tx<'_>, visit: &OAuthVisitRecord) -> Result<(), StoreError> {
    let document = to_document(visit)?;
    tx.execute(UPDATE, &[visit.id.as_str().into(), code_user(visit).into(), document.as_str().into()])
        .map(drop)
}

/// Ends a visit; false if it had already ended.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(DELETE, &[id.into()])? > 0)
}

/// Counts the unexpired visits in which codes were sent to a user.
pub fn with_code_of(tx: &mut Tx<'_>, user: &UserId) -> Result<u64, StoreError> {
    Ok(tx.one(WITH_CODE, &[user.as_str().into(), tx.now().0.into()], |row| row.get(0))?.unwrap_or(0))
}

fn code_user(visit: &OAuthVisitRecord) -> &str {
    let user = visit.code.as_ref().and_then(|code| code.user_id.as_ref());
    user.map_or("", UserId::as_str)
}
