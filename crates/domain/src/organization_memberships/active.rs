use housekey_contract::{OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::organization_memberships::{OrganizationMembershipRecord, find, newest_of_user};
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};

use crate::error::{Result, not_found};
use crate::organization_roles::{RoleSnapshot, Roles};
use crate::organizations;

/// The active organization of a session, as used in tokens.
#[derive(Clone, Debug)]
pub struct ActiveOrganization {
    /// The organization.
    pub organization: OrganizationRecord,
    /// The user's membership in it.
    pub membership: OrganizationMembershipRecord,
    /// The user's role.
    pub role: RoleSnapshot,
}

/// The active organization, if the user is still a member.
pub fn active(
    tx: &mut Tx<'_>,
    organization: Option<&OrganizationId>,
    user: &UserId,
) -> Result<Option<ActiveOrganization>> {
    let Some(organization) = organization else { return Ok(None) };
    let Some(membership) = find(tx, organization, user)? else { return Ok(None) };
    let Some(organization) = organization_rows::find(tx, organization)? else { return Ok(None) };
    let role = Roles::load(tx)?.snapshot(&membership.role_id);
    Ok(Some(ActiveOrganization { organization, membership, role }))
}

/// The id of an organization that a user wants to activate, if they are a member; otherwise it counts as not found.
pub(crate) fn activate(
    tx: &mut Tx<'_>,
    id_or_slug: &OrganizationId,
    user: &UserId,
) -> Result<OrganizationId> {
    let organization = organizations::get(tx, id_or_slug)?;
    match find(tx, &organization.id, user)? {
        Some(_) => Ok(organization.id),
        None => Err(not_found("organization of the user", id_or_slug.as_str())),
    }
}

/// The default active organization of a new session: the one the user joined last.
pub(crate) fn next_active(tx: &mut Tx<'_>, user: &UserId) -> Result<Option<OrganizationId>> {
    Ok(newest_of_user(tx, user)?.map(|membership| membership.organization_id))
}
