//! Organization invitations.

mod accept;
mod create;
mod listing;
mod mail;
mod revoke;

use housekey_contract::object::OrganizationInvitationStatus as Status;
use housekey_contract::{Millis, OrganizationId, OrganizationInvitationId};
use housekey_store::Tx;
use housekey_store::organization_invitations::{self, OrganizationInvitationRecord};
use housekey_store::organizations::OrganizationRecord;
use housekey_store::users;

use crate::error::{Result, not_found};
use crate::events::{self, Happened};
use crate::organization_roles::Roles;
use crate::organizations;

pub use accept::{accept, check_open};
pub use create::{NewInvitation, Sending, check_all, create};
pub use listing::{Listing, listing, listing_of_instance, listing_of_user};
pub use mail::{Words, words};
pub use revoke::revoke;

pub use crate::snapshots::{Accepted, Invited};

/// An invitation of an organization.
pub fn get(tx: &mut Tx<'_>, organization: &OrganizationId, id: &OrganizationInvitationId) -> Result<Invited> {
    let organization = organizations::get(tx, organization)?;
    let invitation = organization_invitations::find(tx, id)?;
    let invitation = invitation.filter(|invitation| invitation.organization_id == organization.id);
    let invitation = invitation.ok_or_else(|| not_found("organization invitation", id.as_str()))?;
    let roles = Roles::load(tx)?;
    beside(tx, &roles, organization, invitation)
}

fn beside(
    tx: &mut Tx<'_>,
    roles: &Roles,
    organization: OrganizationRecord,
    invitation: OrganizationInvitationRecord,
) -> Result<Invited> {
    let inviter = match &invitation.inviter_id {
        Some(inviter) => users::find(tx, inviter)?,
        None => None,
    };
    let role = roles.snapshot(&invitation.role_id);
    Ok(Invited { invitation, organization, inviter, role })
}

/// The status of an invitation at `now`, which includes expiry.
pub fn status(invitation: &OrganizationInvitationRecord, now: Millis) -> Status {
    match &invitation.status {
        Status::Pending if invitation.expires_at <= now => Status::Expired,
        status => status.clone(),
    }
}

/// Changes an invitation to a final status.
fn settle(tx: &mut Tx<'_>, mut invited: Invited, status: Status) -> Result<Invited> {
    invited.invitation.status = status;
    invited.invitation.updated_at = tx.now();
    organization_invitations::update(tx, &invited.invitation)?;
    Ok(invited)
}

fn emit(tx: &mut Tx<'_>, happened: fn(Invited) -> Happened, invited: &Invited) -> Result<()> {
    events::emit(tx, || happened(invited.clone()))
}
