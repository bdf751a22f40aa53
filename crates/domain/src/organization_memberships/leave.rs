use housekey_contract::{OrganizationId, UserId};
use housekey_store::organization_memberships::{self, of_user};
use housekey_store::organizations as organization_rows;
use housekey_store::users::UserRecord;
use housekey_store::{Tx, sessions};

use super::{Member, emit, get, others_can_manage};
use crate::error::Result;
use crate::events::Happened;
use crate::organization_roles::Roles;

/// Removes a member from an organization, which is deactivated in their sessions. The last member who can manage it
/// can't be removed.
pub fn delete(tx: &mut Tx<'_>, organization: &OrganizationId, user: &UserId) -> Result<Member> {
    let (member, roles) = get(tx, organization, user)?;
    others_can_manage(tx, &roles, &member.membership)?;
    for mut session in sessions::active_of_user(tx, user)? {
        if session.last_active_organization_id.as_ref() == Some(&member.organization.id) {
            session.last_active_organization_id = None;
            session.updated_at = tx.now();
            sessions::update(tx, &session)?;
        }
    }
    leave(tx, member)
}

/// Removes a deleted user from all organizations, even if that leaves no member who can manage them.
pub(crate) fn leave_all(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    loop {
        let memberships = of_user(tx, &user.id)?;
        if memberships.is_empty() {
            return Ok(());
        }
        let roles = Roles::load(tx)?;
        for membership in memberships {
            let organization = organization_rows::find(tx, &membership.organization_id)?.unwrap_or_default();
            let role = roles.snapshot(&membership.role_id);
            leave(tx, Member { membership, organization, user: user.clone(), role })?;
        }
    }
}

fn leave(tx: &mut Tx<'_>, mut member: Member) -> Result<Member> {
    organization_memberships::delete(tx, &member.organization.id, &member.user.id)?;
    member.organization.members_count -= 1;
    organization_rows::update(tx, &member.organization)?;
    emit(tx, Happened::OrganizationMembershipDeleted, &member)?;
    Ok(member)
}
