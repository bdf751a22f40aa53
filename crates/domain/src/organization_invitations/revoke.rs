use housekey_contract::object::OrganizationInvitationStatus as Status;
use housekey_contract::{OrganizationId, OrganizationInvitationId, UserId};
use housekey_store::Tx;

use super::{Invited, emit, get, settle, status};
use crate::error::{Code, Result, refused};
use crate::events::Happened;
use crate::organization_memberships::may_manage;
use crate::organization_roles::Roles;

/// Revokes a pending invitation. The requesting user, if given, needs permission to do so.
pub fn revoke(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    id: &OrganizationInvitationId,
    requester: Option<&UserId>,
) -> Result<Invited> {
    let invited = get(tx, organization, id)?;
    if let Some(requester) = requester {
        let roles = Roles::load(tx)?;
        may_manage(tx, &roles, &invited.organization, "requesting_user_id", requester)?;
    }
    match status(&invited.invitation, tx.now()) {
        Status::Pending => {
            let revoked = settle(tx, invited, Status::Revoked)?;
            emit(tx, Happened::OrganizationInvitationRevoked, &revoked)?;
            Ok(revoked)
        }
        status => {
            let long = format!("The invitation is {status}. Only pending invitations can be revoked.");
            Err(refused(Code::OrganizationInvitationNotPending, "invitation not pending", long))
        }
    }
}
