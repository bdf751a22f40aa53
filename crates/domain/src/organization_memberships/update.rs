use housekey_contract::{OrganizationId, UserId};
use housekey_store::Tx;

use super::{Member, get, others_can_manage, save};
use crate::error::{Result, blank};

/// Changes a member's role. The last member who can manage the organization keeps theirs.
pub fn update(tx: &mut Tx<'_>, organization: &OrganizationId, user: &UserId, role: &str) -> Result<Member> {
    if role.trim().is_empty() {
        return Err(blank("role"));
    }
    let (mut member, roles) = get(tx, organization, user)?;
    let wanted = roles.named("role", role)?;
    if !roles.is_elevated(wanted) {
        others_can_manage(tx, &roles, &member.membership)?;
    }
    member.membership.role_id = wanted.id.clone();
    member.role = roles.snapshot(&wanted.id);
    save(tx, member)
}
