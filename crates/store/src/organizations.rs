//! Organizations: groups of users who work together.

mod listing;

use housekey_contract::{ImageId, Metadata, Millis, OrganizationId, UserId};
use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

pub use listing::{Filters, Order, OrderBy, Search, count, list};

/// An organization as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationRecord {
    /// The organization's id.
    pub id: OrganizationId,
    /// Display name.
    pub name: String,
    /// URL-friendly name.
    pub slug: String,
    /// The uploaded logo.
    pub image_id: Option<ImageId>,
    /// Number of members.
    pub members_count: i64,
    /// Maximum number of members; 0 for unlimited.
    pub max_allowed_memberships: i64,
    /// Whether admins may delete it.
    pub admin_delete_enabled: bool,
    /// Data writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Data visible to the backend only.
    pub private_metadata: Metadata,
    /// The user who created it.
    pub created_by: Option<UserId>,
    /// When a member was last active in it, rounded to the day.
    pub last_active_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO organizations (instance_id, id, slug, name, created_by, members_count, created_at, \
                      document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (instance_id, slug) DO NOTHING";
const UPDATE: &str = "UPDATE organizations SET slug = $3, name = $4, created_by = $5, members_count = $6, \
                      created_at = $7, document = $8 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM organizations WHERE instance_id = $1 AND id = $2";
const BY_SLUG: &str = "SELECT document FROM organizations WHERE instance_id = $1 AND slug = $2";
const CREATED_BY: &str = "SELECT COUNT(*) FROM organizations WHERE instance_id = $1 AND created_by = $2";
const DELETE: &str = "DELETE FROM organizations WHERE instance_id = $1 AND id = $2";

/// The organization with this id.
pub fn find(tx: &mut Tx<'_>, id: &OrganizationId) -> Result<Option<OrganizationRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The organization with this slug.
pub fn find_by_slug(tx: &mut Tx<'_>, slug: &str) -> Result<Option<OrganizationRecord>> {
    tx.one(BY_SLUG, &[slug.into()], document)
}

/// The organizations with these ids, in no particular order.
pub fn find_all(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<OrganizationRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT document FROM organizations");
    query.among("id IN", ids);
    tx.all(&query.sql, &query.params, document)
}

/// Counts the organizations created by a user.
pub fn count_created_by(tx: &mut Tx<'_>, user: &UserId) -> Result<i64> {
    Ok(tx.one(CREATED_BY, &[user.as_str().into()], |row| row.get(0))?.unwrap_or(0))
}

/// Adds an organization; false if the slug is taken.
pub fn insert(tx: &mut Tx<'_>, organization: &OrganizationRecord) -> Result<bool> {
    Ok(write(tx, INSERT, organization)? > 0)
}

/// Updates an existing organization. Its slug must be free, or its own.
pub fn update(tx: &mut Tx<'_>, organization: &OrganizationRecord) -> Result<()> {
    write(tx, UPDATE, organization).map(drop)
}

/// Deletes an organization's row; the caller deletes everything else that belongs to it.
pub fn delete(tx: &mut Tx<'_>, id: &OrganizationId) -> Result<()> {
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

fn write(tx: &mut Tx<'_>, sql: &str, organization: &OrganizationRecord) -> Result<u64> {
    let (document, name) = (to_document(organization)?, fold(&organization.name));
    let params = [
        organization.id.as_str().into(),
        organization.slug.as_str().into(),
        name.as_str().into(),
        organization.created_by.as_ref().map_or("", UserId::as_str).into(),
        organization.members_count.into(),
        organization.created_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(sql, &params)
}
