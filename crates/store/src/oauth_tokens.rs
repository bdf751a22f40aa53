//! OAuth tokens. Only the SHA-256 of a token is stored.

use housekey_contract::{Millis, OAuthGrantId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// The kind of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OAuthTokenKind {
    /// An access token.
    #[default]
    Access,
    /// A refresh token, for a single use.
    Refresh,
}

/// A token as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthTokenRecord {
    /// The SHA-256 of the token.
    pub digest: String,
    /// The token's id, which isn't secret.
    pub id: String,
    /// The kind.
    pub kind: OAuthTokenKind,
    /// The grant it belongs to.
    pub grant_id: OAuthGrantId,
    /// Its scopes.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Millis,
    /// When it expires.
    pub expires_at: Millis,
    /// When it was exchanged; a refresh token can be used only once.
    pub used_at: Option<Millis>,
}

const INSERT: &str = "INSERT INTO oauth_tokens (instance_id, digest, grant_id, kind, keep_until, document) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
const UPDATE: &str =
    "UPDATE oauth_tokens SET keep_until = $3, document = $4 WHERE instance_id = $1 AND digest = $2";
const FIND: &str = "SELECT document FROM oauth_tokens WHERE instance_id = $1 AND digest = $2";
const DELETE_STALE: &str =
    "DELETE FROM oauth_tokens WHERE instance_id = $1 AND grant_id = $2 AND keep_until <= $3";
/// How long a used refresh token is kept, to detect its reuse after theft.
const RETENTION: Millis = Millis::from_seconds(90 * 24 * 3600);

impl OAuthTokenKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }
}

impl OAuthTokenRecord {
    fn keep_until(&self) -> i64 {
        self.used_at.map_or(self.expires_at, |at| at + RETENTION).0
    }
}

/// The token with this digest.
pub fn find(tx: &mut Tx<'_>, digest: &str) -> Result<Option<OAuthTokenRecord>> {
    tx.one(FIND, &[digest.into()], document)
}

/// Adds a token.
pub fn insert(tx: &mut Tx<'_>, token: &OAuthTokenRecord) -> Result<()> {
    let document = to_document(token)?;
    let params = [
        token.digest.as_str().into(),
        token.grant_id.as_str().into(),
        token.kind.as_str().into(),
        token.keep_until().into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves a token that is there already.
pub fn update(tx: &mut Tx<'_>, token: &OAuthTokenRecord) -> Result<()> {
    let document = to_document(token)?;
    let params = [token.digest.as_str().into(), token.keep_until().into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes tokens of a grant that are no longer needed.
pub fn delete_stale(tx: &mut Tx<'_>, grant: &OAuthGrantId) -> Result<()> {
    tx.execute(DELETE_STALE, &[grant.as_str().into(), tx.now().0.into()]).map(drop)
}
