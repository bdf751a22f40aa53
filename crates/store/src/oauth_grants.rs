//! OAuth grants: one per authorization, identified at first by its code.

use housekey_contract::{Millis, OAuthApplicationId, OAuthGrantId, SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A grant as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthGrantRecord {
    /// The grant's id.
    pub id: OAuthGrantId,
    /// The application.
    pub application_id: OAuthApplicationId,
    /// The user.
    pub user_id: UserId,
    /// The session in which the user granted it.
    pub session_id: SessionId,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// The redirect URI, if it was part of the authorization request; then the token request must repeat it.
    pub redirect_uri: Option<String>,
    /// The nonce to include in the ID token.
    pub nonce: Option<String>,
    /// The PKCE code challenge (RFC 7636): SHA-256 in base64url.
    pub code_challenge: Option<String>,
    /// The SHA-256 of the code.
    pub code_digest: String,
    /// When the code expires.
    pub code_expires_at: Millis,
    /// When the code was exchanged.
    pub exchanged_at: Option<Millis>,
    /// When the user last authenticated.
    pub authenticated_at: Millis,
    /// When it was made.
    pub created_at: Millis,
}

const INSERT: &str = "INSERT INTO oauth_grants (instance_id, id, application_id, user_id, code_digest, abandon_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str =
    "UPDATE oauth_grants SET abandon_at = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM oauth_grants WHERE instance_id = $1 AND id = $2";
const BY_CODE: &str = "SELECT document FROM oauth_grants WHERE instance_id = $1 AND code_digest = $2";
const DELETE_TOKENS: &str = "DELETE FROM oauth_tokens WHERE instance_id = $1 AND grant_id = $2";
const DELETE: &str = "DELETE FROM oauth_grants WHERE instance_id = $1 AND id = $2";
const DELETE_ABANDONED: &str = "DELETE FROM oauth_grants WHERE instance_id = $1 AND user_id = $2 AND application_id = $3 \
                                AND abandon_at > 0 AND abandon_at <= $4";
const DELETE_TOKENS_OF_USER: &str = "DELETE FROM oauth_tokens WHERE instance_id = $1 AND grant_id IN \
                                     (SELECT id FROM oauth_grants WHERE instance_id = $1 AND user_id = $2)";
const DELETE_TOKENS_OF_APPLICATION: &str = "DELETE FROM oauth_tokens WHERE instance_id = $1 AND grant_id IN \
                                            (SELECT id FROM oauth_grants WHERE instance_id = $1 AND application_id = $2)";
const DELETE_OF_USER: &str = "DELETE FROM oauth_grants WHERE instance_id = $1 AND user_id = $2";
const DELETE_OF_APPLICATION: &str = "DELETE FROM oauth_grants WHERE instance_id = $1 AND application_id = $2";

/// The grant with this id.
pub fn find(tx: &mut Tx<'_>, id: &OAuthGrantId) -> Result<Option<OAuthGrantRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The grant whose code has this digest.
pub fn find_by_code(tx: &mut Tx<'_>, digest: &str) -> Result<Option<OAuthGrantRecord>> {
    tx.one(BY_CODE, &[digest.into()], document)
}

/// Adds a grant, and deletes expired grants of the same user and application whose codes were never exchanged.
pub fn insert(tx: &mut Tx<'_>, grant: &OAuthGrantRecord) -> Result<()> {
    let (user, application) = (grant.user_id.as_str(), grant.application_id.as_str());
    tx.execute(DELETE_ABANDONED, &[user.into(), application.into(), grant.created_at.0.into()])?;
    let document = to_document(grant)?;
    let params = [
        grant.id.as_str().into(),
        application.into(),
        user.into(),
        grant.code_digest.as_str().into(),
        abandon_at(grant).into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves a grant that is there already.
pub fn update(tx: &mut Tx<'_>, grant: &OAuthGrantRecord) -> Result<()> {
    let document = to_document(grant)?;
    let params = [grant.id.as_str().into(), abandon_at(grant).into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes a grant along with its tokens.
pub fn delete(tx: &mut Tx<'_>, id: &OAuthGrantId) -> Result<()> {
    tx.execute(DELETE_TOKENS, &[id.as_str().into()])?;
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

/// Deletes all grants of a user along with their tokens.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(DELETE_TOKENS_OF_USER, &[user.as_str().into()])?;
    tx.execute(DELETE_OF_USER, &[user.as_str().into()]).map(drop)
}

/// Deletes all grants of an application along with their tokens.
pub fn delete_of_application(tx: &mut Tx<'_>, application: &OAuthApplicationId) -> Result<()> {
    tx.execute(DELETE_TOKENS_OF_APPLICATION, &[application.as_str().into()])?;
    tx.execute(DELETE_OF_APPLICATION, &[application.as_str().into()]).map(drop)
}

fn abandon_at(grant: &OAuthGrantRecord) -> i64 {
    if grant.exchanged_at.is_some() { 0 } else { grant.code_expires_at.0 }
}
