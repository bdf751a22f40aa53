//! OAuth applications. Only the SHA-256 of a secret is stored.

use housekey_contract::{Millis, OAuthApplicationId};
use serde::{Deserialize, Serialize};

use crate::fold::{fold, pattern};
use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// An application as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApplicationRecord {
    /// The application's id.
    pub id: OAuthApplicationId,
    /// The OAuth client id.
    pub client_id: String,
    /// The SHA-256 of the client secret; `None` for public clients.
    pub secret_digest: Option<String>,
    /// Display name.
    pub name: String,
    /// The application's home page.
    pub client_uri: Option<String>,
    /// URL of the application's image.
    pub client_image_url: Option<String>,
    /// The allowed redirect URIs.
    pub redirect_uris: Vec<String>,
    /// The allowed scopes.
    pub scopes: Vec<String>,
    /// Whether it is a public client.
    pub public: bool,
    /// Whether users are asked for consent.
    pub consent_screen_enabled: bool,
    /// Whether PKCE is required even with a secret.
    pub pkce_required: bool,
    /// Whether it was registered dynamically by the client itself.
    pub dynamically_registered: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A column that applications can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    #[default]
    CreatedAt,
    /// Name, in lowercase.
    Name,
}

const INSERT: &str = "INSERT INTO oauth_applications (instance_id, id, client_id, name, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
const UPDATE: &str =
    "UPDATE oauth_applications SET name = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM oauth_applications WHERE instance_id = $1 AND id = $2";
const BY_CLIENT_ID: &str =
    "SELECT document FROM oauth_applications WHERE instance_id = $1 AND client_id = $2";
const DELETE: &str = "DELETE FROM oauth_applications WHERE instance_id = $1 AND id = $2";

/// The application with this id.
pub fn find(tx: &mut Tx<'_>, id: &OAuthApplicationId) -> Result<Option<OAuthApplicationRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The application with this OAuth client id.
pub fn find_by_client_id(tx: &mut Tx<'_>, client_id: &str) -> Result<Option<OAuthApplicationRecord>> {
    tx.one(BY_CLIENT_ID, &[client_id.into()], document)
}

/// Adds an application.
pub fn insert(tx: &mut Tx<'_>, application: &OAuthApplicationRecord) -> Result<()> {
    let (document, name) = (to_document(application)?, fold(&application.name));
    let params = [
        application.id.as_str().into(),
        application.client_id.as_str().into(),
        name.as_str().into(),
        application.created_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves an application that is there already.
pub fn update(tx: &mut Tx<'_>, application: &OAuthApplicationRecord) -> Result<()> {
    let (document, name) = (to_document(application)?, fold(&application.name));
    let params = [application.id.as_str().into(), name.as_str().into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes an application's row; the caller deletes its grants.
pub fn delete(tx: &mut Tx<'_>, id: &OAuthApplicationId) -> Result<bool> {
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// A filter for applications whose name contains a text, or whose `client_id` equals it.
#[derive(Clone, Debug, Default)]
pub struct Filter(Option<(String, String)>);

impl Filter {
    /// Matches all applications.
    pub fn none() -> Self {
        Self(None)
    }

    /// Matches by this text.
    pub fn found_by(text: &str) -> Self {
        Self(Some((pattern(text), text.to_owned())))
    }
}

/// A page of the applications that match.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &Filter,
    (by, descending): (OrderBy, bool),
    limit: u32,
    offset: u32,
) -> Result<Vec<OAuthApplicationRecord>> {
    let mut query = matching("SELECT document FROM oauth_applications", filter);
    let order = match (by, descending) {
        (OrderBy::CreatedAt, true) => "created_at DESC, id DESC",
        (OrderBy::CreatedAt, false) => "created_at, id",
        (OrderBy::Name, true) => "name DESC, id DESC",
        (OrderBy::Name, false) => "name, id",
    };
    query.page(order, limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many applications match.
pub fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM oauth_applications", filter);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filter: &'a Filter) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some((pattern, client_id)) = &filter.0 {
        let (pattern, client_id) = (query.bind(pattern.into()), query.bind(client_id.into()));
        query.and(&format!("(name LIKE {pattern} ESCAPE '\\' OR client_id = {client_id})"));
    }
    query
}
