//! Organization memberships.

mod active;
mod create;
mod leave;
pub(crate) mod listing;
mod metadata;
mod update;

use housekey_contract::{OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::organization_memberships::{self, OrganizationMembershipRecord};
use housekey_store::organizations::OrganizationRecord;

use crate::error::{Code, Error, Result, not_found, refused};
use crate::events::{self, Happened};
use crate::organization_roles::Roles;
use crate::{organizations, users};

pub use active::{ActiveOrganization, active};
pub(crate) use active::{activate, next_active};
pub use create::{NewMembership, create};
pub(crate) use create::{already_a_member, join};
pub use leave::delete;
pub(crate) use leave::leave_all;
pub use listing::{Listing, MembershipPage, listing, listing_of_instance, listing_of_user, show_all};
pub use metadata::update_metadata;
pub use update::update;

pub use crate::snapshots::Member;

/// A membership that is there, with what is shown beside it.
fn get(tx: &mut Tx<'_>, organization: &OrganizationId, user: &UserId) -> Result<(Member, Roles)> {
    let organization = organizations::get(tx, organization)?;
    let membership = organization_memberships::find(tx, &organization.id, user)?
        .ok_or_else(|| not_found("organization membership of the user", user.as_str()))?;
    let user = users::get(tx, user)?;
    let roles = Roles::load(tx)?;
    let role = roles.snapshot(&membership.role_id);
    Ok((Member { membership, organization, user, role }, roles))
}

/// Saves a change that is visible to others.
fn save(tx: &mut Tx<'_>, mut member: Member) -> Result<Member> {
    member.membership.updated_at = tx.now();
    organization_memberships::update(tx, &member.membership)?;
    emit(tx, Happened::OrganizationMembershipUpdated, &member)?;
    Ok(member)
}

fn emit(tx: &mut Tx<'_>, happened: fn(Member) -> Happened, member: &Member) -> Result<()> {
    events::emit(tx, || happened(member.clone()))
}

/// Refuses to let an organization be without anybody who can manage it, if `user` is one who can.
fn others_can_manage(
    tx: &mut Tx<'_>,
    roles: &Roles,
    membership: &OrganizationMembershipRecord,
) -> Result<()> {
    let elevated = roles.elevated();
    if !elevated.iter().any(|role| role == membership.role_id.as_str()) {
        return Ok(());
    }
    let organization = [membership.organization_id.to_string()];
    let except = Some(&membership.user_id);
    let others = organization_memberships::organizations_with_roles(tx, &organization, &elevated, except)?;
    if others.is_empty() { Err(last_one()) } else { Ok(()) }
}

fn last_one() -> Error {
    let long =
        "An organization needs at least one member who can manage it. Give another member such a role first.";
    refused(Code::OrganizationMinimumPermissionsNeeded, "minimum organization permissions needed", long)
}

/// Refuses users who may not manage the members of an organization: who invites others, say.
pub(crate) fn may_manage(
    tx: &mut Tx<'_>,
    roles: &Roles,
    organization: &OrganizationRecord,
    param: &str,
    user: &UserId,
) -> Result<()> {
    let membership = organization_memberships::find(tx, &organization.id, user)?;
    let Some(membership) = membership else {
        let long = format!("The user {user} is not a member of the organization.");
        let refusal = refused(Code::NotAMemberInOrganization, "not a member", long);
        return Err(refusal.with_meta("param_name", param));
    };
    if roles.allows(&membership.role_id, crate::organization_roles::MANAGE_MEMBERSHIPS) {
        return Ok(());
    }
    let long = format!("The user {user} lacks the permission to manage the organization's members.");
    let refusal = refused(Code::MissingOrganizationPermission, "missing permission", long);
    let refusal = refusal.with_meta("permissions", vec![crate::organization_roles::MANAGE_MEMBERSHIPS]);
    Err(refusal.with_meta("param_name", param))
}
