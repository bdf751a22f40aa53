//! Organization invitations. Only the SHA-256 of a ticket is stored.

mod listing;

use housekey_contract::object::OrganizationInvitationStatus;
use housekey_contract::{
    Metadata, Millis, OrganizationDomainId, OrganizationId, OrganizationInvitationId, RoleId, UserId,
};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

pub use listing::{Filters, Order, OrderBy, count, list};

/// A stored invitation. If stored as pending, it may have expired since.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationInvitationRecord {
    /// The invitation's id.
    pub id: OrganizationInvitationId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// Normalized email address of the invitee.
    pub email_address: String,
    /// The inviter.
    pub inviter_id: Option<UserId>,
    /// The role to be assigned.
    pub role_id: RoleId,
    /// The domain through which it was created.
    pub domain_id: Option<OrganizationDomainId>,
    /// The status, disregarding expiry.
    pub status: OrganizationInvitationStatus,
    /// The SHA-256 of the ticket.
    pub digest: String,
    /// URL to redirect to after it is accepted.
    pub redirect_url: Option<String>,
    /// Copied to the membership's public metadata.
    pub public_metadata: Metadata,
    /// Copied to the membership's private metadata.
    pub private_metadata: Metadata,
    /// Until when it can be accepted.
    pub expires_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO organization_invitations (instance_id, id, organization_id, email_address, role_id, \
                      domain_id, status, digest, created_at, expires_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const UPDATE: &str =
    "UPDATE organization_invitations SET status = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM organization_invitations WHERE instance_id = $1 AND id = $2";
const BY_DIGEST: &str =
    "SELECT document FROM organization_invitations WHERE instance_id = $1 AND digest = $2";
// The plus keeps SQLite from walking through all that are pending; the address alone leaves next to nothing.
const PENDING_OF_ADDRESS: &str = "SELECT document FROM organization_invitations WHERE instance_id = $1 \
                                  AND organization_id = $2 AND email_address = $3 AND status = 'pending' \
                                  AND +expires_at > $4 LIMIT 1";
const COUNT_PENDING: &str = "SELECT COUNT(*) FROM organization_invitations WHERE instance_id = $1 \
                             AND organization_id = $2 AND status = 'pending' AND expires_at > $3";
const PENDING_WITH_ROLE: &str = "SELECT 1 FROM organization_invitations WHERE instance_id = $1 AND role_id = $2 \
                                 AND status = 'pending' AND expires_at > $3 LIMIT 1";
const DELETE_BY_ORGANIZATION: &str =
    "DELETE FROM organization_invitations WHERE instance_id = $1 AND organization_id = $2";

/// The invitation with this id.
pub fn find(tx: &mut Tx<'_>, id: &OrganizationInvitationId) -> Result<Option<OrganizationInvitationRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The invitation whose ticket has this digest.
pub fn find_by_digest(tx: &mut Tx<'_>, digest: &str) -> Result<Option<OrganizationInvitationRecord>> {
    tx.one(BY_DIGEST, &[digest.into()], document)
}

/// The pending invitation of this address at `now`.
pub fn pending_of_address(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    address: &str,
) -> Result<Option<OrganizationInvitationRecord>> {
    tx.one(PENDING_OF_ADDRESS, &[organization.as_str().into(), address.into(), tx.now().0.into()], document)
}

/// Counts the pending invitations of an organization at `now`.
pub fn count_pending(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<i64> {
    let count =
        tx.one(COUNT_PENDING, &[organization.as_str().into(), tx.now().0.into()], |row| row.get(0))?;
    Ok(count.unwrap_or(0))
}

/// Number of pending invitations of each of these organizations at `now`; omits those without any.
pub fn counts_pending(tx: &mut Tx<'_>, organizations: &[String]) -> Result<Vec<(OrganizationId, i64)>> {
    grouped(tx, "organization_id", organizations)
}

/// Number of pending invitations of each of these domains at `now`; omits those without any.
pub fn counts_pending_of_domains(
    tx: &mut Tx<'_>,
    domains: &[String],
) -> Result<Vec<(OrganizationDomainId, i64)>> {
    grouped(tx, "domain_id", domains)
}

fn grouped<T: From<String>>(tx: &mut Tx<'_>, column: &str, values: &[String]) -> Result<Vec<(T, i64)>> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(&format!("SELECT {column}, COUNT(*) FROM organization_invitations"));
    query.among(&format!("{column} IN"), values);
    let now = query.bind(tx.now().0.into());
    query.and(&format!("status = 'pending' AND expires_at > {now}"));
    query.sql.push_str(&[" GROUP BY ", column].concat());
    tx.all(&query.sql, &query.params, |row| Ok((row.get::<String>(0)?.into(), row.get(1)?)))
}

/// Whether any pending invitation at `now` has this role.
pub fn any_pending_with_role(tx: &mut Tx<'_>, role: &RoleId) -> Result<bool> {
    Ok(tx.one(PENDING_WITH_ROLE, &[role.as_str().into(), tx.now().0.into()], |_| Ok(()))?.is_some())
}

/// Adds an invitation.
pub fn insert(tx: &mut Tx<'_>, invitation: &OrganizationInvitationRecord) -> Result<()> {
    let document = to_document(invitation)?;
    let params = [
        invitation.id.as_str().into(),
        invitation.organization_id.as_str().into(),
        invitation.email_address.as_str().into(),
        invitation.role_id.as_str().into(),
        invitation.domain_id.as_ref().map_or("", OrganizationDomainId::as_str).into(),
        invitation.status.as_str().into(),
        invitation.digest.as_str().into(),
        invitation.created_at.0.into(),
        invitation.expires_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves an invitation that is there already.
pub fn update(tx: &mut Tx<'_>, invitation: &OrganizationInvitationRecord) -> Result<()> {
    let document = to_document(invitation)?;
    let params = [invitation.id.as_str().into(), invitation.status.as_str().into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// Deletes all invitations of an organization.
pub fn delete_of_organization(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<()> {
    tx.execute(DELETE_BY_ORGANIZATION, &[organization.as_str().into()]).map(drop)
}
