use housekey_contract::object::OrganizationInvitationStatus as Status;
use housekey_contract::{Millis, OrganizationMembershipId, UserId};
use housekey_store::Tx;
use housekey_store::organization_invitations::{OrganizationInvitationRecord, find_by_digest};
use housekey_store::organization_memberships::OrganizationMembershipRecord;

use super::{Accepted, beside, settle};
use crate::error::{Code, Result, refused};
use crate::events::{self, Happened};
use crate::organization_memberships::{Member, join};
use crate::organization_roles::Roles;
use crate::organizations::full;
use crate::tickets::{self, Refusals};
use crate::{organizations, users};

const REFUSALS: Refusals = Refusals {
    used: Code::OrganizationInvitationAlreadyAccepted,
    revoked: Code::OrganizationInvitationRevokedCode,
};

/// Rejects an invitation that can no longer be accepted.
pub fn check_open(invitation: &OrganizationInvitationRecord, now: Millis) -> Result<()> {
    REFUSALS.unless_pending(invitation.status.as_str(), invitation.expires_at, now)
}

/// Accepts an invitation as a user, by the digest of its ticket. This succeeds only once.
///
/// The ticket was sent to the invited address, so the user must have that address, verified or not. `membership_id` is
/// a new id.
pub fn accept(
    tx: &mut Tx<'_>,
    digest: &str,
    user: &UserId,
    membership_id: &OrganizationMembershipId,
) -> Result<Member> {
    let now = tx.now();
    let invitation = find_by_digest(tx, digest)?.ok_or_else(tickets::unknown)?;
    check_open(&invitation, now)?;
    let user = users::get(tx, user)?;
    if !user.email_addresses.iter().any(|address| address.value == invitation.email_address) {
        let long = "The invitation was sent to an email address that the user doesn't have.";
        let code = Code::OrganizationInvitationIdentificationNotExist;
        return Err(refused(code, "ticket refused", long));
    }
    let organization = organizations::get(tx, &invitation.organization_id)?;
    let most = organization.max_allowed_memberships;
    if most > 0 && organization.members_count >= most {
        return Err(full(most));
    }
    let roles = Roles::load(tx)?;
    let membership = OrganizationMembershipRecord {
        id: membership_id.clone(),
        organization_id: organization.id.clone(),
        user_id: user.id.clone(),
        role_id: invitation.role_id.clone(),
        public_metadata: invitation.public_metadata.clone(),
        private_metadata: invitation.private_metadata.clone(),
        created_at: now,
        updated_at: now,
    };
    let invited = beside(tx, &roles, organization.clone(), invitation)?;
    let accepted = Accepted { invited: settle(tx, invited, Status::Accepted)?, user_id: user.id.clone() };
    events::emit(tx, || Happened::OrganizationInvitationAccepted(accepted))?;
    join(tx, &roles, organization, user, membership)
}
