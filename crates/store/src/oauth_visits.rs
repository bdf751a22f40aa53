//! Browsers on their way through the pages where people sign in and say yes to an application.

use housekey_contract::{Millis, OAuthApplicationId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A visit as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthVisitRecord {
    /// The visit's id, which stands in the pages' addresses.
    pub id: String,
    /// The SHA-256 of what only the browser knows.
    pub secret_digest: String,
    /// What the application asks for.
    pub request: AuthorizationRequest,
    /// Who has shown a password or a code, and has yet to show a second factor.
    pub proved: Option<ProvedUser>,
    /// The code that was sent last.
    pub code: Option<SentCode>,
    /// How many codes were sent.
    pub codes_sent: u32,
    /// How often something wrong was shown.
    pub failures: u32,
    /// The session that the user signed in to, or chose to go on with.
    pub session_id: Option<SessionId>,
    /// Until when the visit can go on.
    pub expires_at: Millis,
}

/// What an application asks for, checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub application_id: OAuthApplicationId,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// Whether the request named it.
    pub names_redirect_uri: bool,
    /// Whether the answer is posted by a form instead of standing in the address.
    pub by_form: bool,
    /// What the application wants back with the answer.
    pub state: Option<String>,
    /// What it asks for.
    pub scopes: Vec<String>,
    /// What it wants to read again in the ID token.
    pub nonce: Option<String>,
    /// The SHA-256 of what the exchange of the code must show.
    pub code_challenge: Option<String>,
    /// Who is likely to sign in.
    pub login_hint: Option<String>,
    /// Whether nobody may be asked anything.
    pub silent: bool,
    /// Whether the user must prove who they are, signed in or not.
    pub must_sign_in: bool,
    /// Whether the user must be asked, whatever they allowed before.
    pub must_ask: bool,
    /// How many seconds ago the user must have proved who they are at most.
    pub max_age: Option<i64>,
}

/// Who has shown a first factor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvedUser {
    /// The user.
    pub user_id: UserId,
    /// By what: `password` or `email_code`.
    pub strategy: String,
}

/// A code that was sent, or that seems to have been sent, where there is nobody to send it to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentCode {
    /// The user whose code it is; none where nobody has what was typed.
    pub user_id: Option<UserId>,
    /// What was typed.
    pub identifier: String,
    /// Whether it is the second factor of whoever has shown a first one.
    pub is_second_factor: bool,
    /// The SHA-256 of the browser's secret and the code.
    pub digest: String,
    /// How often it may yet be guessed.
    pub guesses_left: u32,
    /// When it was sent.
    pub sent_at: Millis,
    /// Until when it is good.
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

/// Adds a visit, and forgets those that have expired by `now`.
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

/// Ends a visit; false if it had ended already.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(DELETE, &[id.into()])? > 0)
}

/// How many visits a user was sent codes in that could still go on.
pub fn with_code_of(tx: &mut Tx<'_>, user: &UserId) -> Result<u64, StoreError> {
    Ok(tx.one(WITH_CODE, &[user.as_str().into(), tx.now().0.into()], |row| row.get(0))?.unwrap_or(0))
}

fn code_user(visit: &OAuthVisitRecord) -> &str {
    let user = visit.code.as_ref().and_then(|code| code.user_id.as_ref());
    user.map_or("", UserId::as_str)
}
