//! Domains whose users may join an organization.

use housekey_contract::object::OrganizationEnrollmentMode;
use housekey_contract::{Millis, OrganizationDomainId, OrganizationId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A domain as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomainRecord {
    /// The domain's id.
    pub id: OrganizationDomainId,
    /// The organization it belongs to.
    pub organization_id: OrganizationId,
    /// The domain, in lowercase.
    pub name: String,
    /// How users whose email address matches the domain can join.
    pub enrollment_mode: OrganizationEnrollmentMode,
    /// Whether it is verified; only one organization can have a domain verified.
    pub verified: bool,
    /// When ownership was verified.
    pub ownership_verified_at: Option<Millis>,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// Filters for domains. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only those of this organization.
    pub organization: Option<String>,
    /// Only verified or unverified domains.
    pub verified: Option<bool>,
    /// Only domains with one of these enrollment modes.
    pub modes: Vec<String>,
    /// Only domains with none of these enrollment modes.
    pub without_modes: Vec<String>,
    /// Only domains with one of these names.
    pub names: Vec<String>,
    /// Only domains whose name matches this pattern; see [`crate::fold::lowercase_pattern`].
    pub search: Option<String>,
}

/// Sort order and page of a listing.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Whether to sort by name instead of creation time.
    pub by_name: bool,
    /// Whether to sort in descending order.
    pub descending: bool,
    /// Maximum number of items to return.
    pub limit: u32,
    /// Number of items to skip.
    pub offset: u32,
}

const INSERT: &str = "INSERT INTO organization_domains (instance_id, id, organization_id, name, verified, \
                      enrollment_mode, created_at, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                      ON CONFLICT DO NOTHING";
const UPDATE: &str = "UPDATE organization_domains SET verified = $3, enrollment_mode = $4, document = $5 \
                      WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM organization_domains WHERE instance_id = $1 AND id = $2";
const VERIFIED: &str =
    "SELECT document FROM organization_domains WHERE instance_id = $1 AND name = $2 AND verified";
const COUNT: &str =
    "SELECT COUNT(*) FROM organization_domains WHERE instance_id = $1 AND organization_id = $2";
const DELETE: &str = "DELETE FROM organization_domains WHERE instance_id = $1 AND id = $2";
const DELETE_BY_ORGANIZATION: &str =
    "DELETE FROM organization_domains WHERE instance_id = $1 AND organization_id = $2";

/// The domain with this id.
pub fn find(tx: &mut Tx<'_>, id: &OrganizationDomainId) -> Result<Option<OrganizationDomainRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The verified domain with this name.
pub fn find_verified(tx: &mut Tx<'_>, name: &str) -> Result<Option<OrganizationDomainRecord>> {
    tx.one(VERIFIED, &[name.into()], document)
}

/// Counts the domains of an organization.
pub fn count_of_organization(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<i64> {
    Ok(tx.one(COUNT, &[organization.as_str().into()], |row| row.get(0))?.unwrap_or(0))
}

/// Adds a domain; false if the organization already has it, or another has it verified.
pub fn insert(tx: &mut Tx<'_>, domain: &OrganizationDomainRecord) -> Result<bool> {
    let document = to_document(domain)?;
    let params = [
        domain.id.as_str().into(),
        domain.organization_id.as_str().into(),
        domain.name.as_str().into(),
        domain.verified.into(),
        domain.enrollment_mode.as_str().into(),
        domain.created_at.0.into(),
        document.as_str().into(),
    ];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Updates an existing domain. If verified, no other organization may have it verified.
pub fn update(tx: &mut Tx<'_>, domain: &OrganizationDomainRecord) -> Result<()> {
    let document = to_document(domain)?;
    let params = [
        domain.id.as_str().into(),
        domain.verified.into(),
        domain.enrollment_mode.as_str().into(),
        document.as_str().into(),
    ];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes a domain.
pub fn delete(tx: &mut Tx<'_>, id: &OrganizationDomainId) -> Result<()> {
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

/// Deletes all domains of an organization.
pub fn delete_of_organization(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<()> {
    tx.execute(DELETE_BY_ORGANIZATION, &[organization.as_str().into()]).map(drop)
}

/// The matching domains, in order.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, order: &Order) -> Result<Vec<OrganizationDomainRecord>> {
    let mut query = matching("SELECT document FROM organization_domains", filters);
    let column = if order.by_name { "name" } else { "created_at" };
    let direction = if order.descending { "DESC" } else { "ASC" };
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many domains match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM organization_domains", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(organization) = &filters.organization {
        let organization = query.bind(organization.into());
        query.and(&format!("organization_id = {organization}"));
    }
    if let Some(verified) = filters.verified {
        query.and(if verified { "verified" } else { "NOT verified" });
    }
    query.among("enrollment_mode IN", &filters.modes);
    query.among("enrollment_mode NOT IN", &filters.without_modes);
    query.among("name IN", &filters.names);
    if let Some(pattern) = &filters.search {
        let pattern = query.bind(pattern.into());
        query.and(&format!("name LIKE {pattern} ESCAPE '\\'"));
    }
    query
}
