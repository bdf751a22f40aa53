//! Templates for tokens with custom claims.

use housekey_contract::{JwtTemplateId, Metadata, Millis};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A template as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JwtTemplateRecord {
    /// The template's id.
    pub id: JwtTemplateId,
    /// Name under which tokens are requested.
    pub name: String,
    /// The claims, with shortcodes.
    pub claims: Metadata,
    /// Token lifetime in seconds.
    pub lifetime: i64,
    /// Seconds subtracted from `nbf`.
    pub allowed_clock_skew: i64,
    /// The algorithm.
    pub signing_algorithm: String,
    /// The template's own signing key, sealed.
    pub sealed_signing_key: Option<String>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO jwt_templates (instance_id, id, name, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5) ON CONFLICT (instance_id, name) DO NOTHING";
const UPDATE: &str = "UPDATE jwt_templates SET name = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM jwt_templates WHERE instance_id = $1 AND id = $2";
const BY_NAME: &str = "SELECT document FROM jwt_templates WHERE instance_id = $1 AND name = $2";
const DELETE: &str = "DELETE FROM jwt_templates WHERE instance_id = $1 AND id = $2";
const COUNT: &str = "SELECT COUNT(*) FROM jwt_templates WHERE instance_id = $1";

/// The template with this id.
pub fn find(tx: &mut Tx<'_>, id: &JwtTemplateId) -> Result<Option<JwtTemplateRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The template with this name.
pub fn find_by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<JwtTemplateRecord>> {
    tx.one(BY_NAME, &[name.into()], document)
}

/// Adds a template; false if the name is taken.
pub fn insert(tx: &mut Tx<'_>, template: &JwtTemplateRecord) -> Result<bool> {
    let document = to_document(template)?;
    let params = [
        template.id.as_str().into(),
        template.name.as_str().into(),
        template.created_at.0.into(),
        document.as_str().into(),
    ];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Updates an existing template. Its name must be free, or its own.
pub fn update(tx: &mut Tx<'_>, template: &JwtTemplateRecord) -> Result<()> {
    let document = to_document(template)?;
    tx.execute(
        UPDATE,
        &[template.id.as_str().into(), template.name.as_str().into(), document.as_str().into()],
    )
    .map(drop)
}

/// Deletes a template; false if there is none.
pub fn delete(tx: &mut Tx<'_>, id: &JwtTemplateId) -> Result<bool> {
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// A page of all templates, newest first.
pub fn list(tx: &mut Tx<'_>, limit: u32, offset: u32) -> Result<Vec<JwtTemplateRecord>> {
    let mut query = Query::new("SELECT document FROM jwt_templates");
    query.page("created_at DESC, id DESC", limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many templates there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(tx.one(COUNT, &[], |row| row.get(0))?.unwrap_or(0))
}
