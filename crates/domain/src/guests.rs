//! Guests: holders of an invitation's ticket, to the application or to an organization.

use housekey_contract::object::InvitationStatus;
use housekey_contract::{
    Metadata, Millis, OrganizationId, OrganizationInvitationId, OrganizationMembershipId, UserId,
};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::invitations::InvitationRecord;
use housekey_store::organization_invitations::{self as rows, OrganizationInvitationRecord};
use housekey_store::users::UserRecord;

use crate::error::{Code, Result, not_found, refused};
use crate::tickets::{self, Presented};
use crate::verification::is_verified;
use crate::{invitations, organization_invitations, random, users, waitlist_entries};

/// The invitation of a guest.
#[derive(Clone, Debug)]
pub enum Guest {
    /// An invitation to the application.
    OfApplication(InvitationRecord),
    /// An invitation to an organization.
    OfOrganization(OrganizationInvitationRecord),
}

impl Guest {
    /// The invitation of a ticket, whatever its status.
    pub fn find(tx: &mut Tx<'_>, presented: &Presented) -> Result<Self> {
        let digest = &presented.digest;
        if presented.kind == tickets::Kind::OrganizationInvitation {
            let found = rows::find_by_digest(tx, digest)?.ok_or_else(tickets::unknown)?;
            return Ok(Self::OfOrganization(found));
        }
        invitations::by_digest(tx, digest).map(Self::OfApplication)
    }

    /// The invited email address.
    pub fn email_address(&self) -> &str {
        match self {
            Self::OfApplication(invitation) => &invitation.email_address,
            Self::OfOrganization(invitation) => &invitation.email_address,
        }
    }

    /// Where to redirect with the ticket, if anywhere.
    pub fn redirect_url(&self) -> Option<&str> {
        match self {
            Self::OfApplication(invitation) => invitation.redirect_url.as_deref(),
            Self::OfOrganization(invitation) => invitation.redirect_url.as_deref(),
        }
    }

    /// The organization to join.
    pub fn organization_id(&self) -> Option<&OrganizationId> {
        match self {
            Self::OfApplication(_) => None,
            Self::OfOrganization(invitation) => Some(&invitation.organization_id),
        }
    }

    /// Public metadata for the user. That of an organization invitation is for the membership.
    pub(crate) fn public_metadata(&self) -> Metadata {
        match self {
            Self::OfApplication(invitation) => invitation.public_metadata.clone(),
            Self::OfOrganization(_) => Metadata::new(),
        }
    }

    /// Whether the invitation has expired without being accepted or revoked.
    pub fn is_expired(&self, now: Millis) -> bool {
        match self {
            Self::OfApplication(invitation) => {
                invitations::status(invitation, now) == InvitationStatus::Expired
            }
            Self::OfOrganization(invitation) => {
                organization_invitations::status(invitation, now).as_str() == "expired"
            }
        }
    }

    /// Rejects an invitation that can no longer be accepted.
    pub fn check_open(&self, now: Millis) -> Result<()> {
        match self {
            Self::OfApplication(invitation) => invitations::check_open(invitation, now),
            Self::OfOrganization(invitation) => organization_invitations::check_open(invitation, now),
        }
    }

    /// Whether an account with the invited address exists.
    pub fn has_account(&self, tx: &mut Tx<'_>) -> Result<bool> {
        Ok(identifications::owner(tx, Kind::EmailAddress, self.email_address())?.is_some())
    }

    /// Accepts the invitation as the user with its address. Because the ticket was sent to that address, it verifies
    /// the user, but only if the address was already verified as theirs: somebody else could have added it to their own
    /// account.
    pub fn accept_as_user(&self, tx: &mut Tx<'_>) -> Result<UserRecord> {
        let owner = identifications::owner(tx, Kind::EmailAddress, self.email_address())?;
        let user = users::get(tx, &owner.ok_or_else(tickets::unknown)?)?;
        check_proof(&user, self.email_address())?;
        match self {
            Self::OfApplication(invitation) => drop(invitations::accept(tx, &invitation.id)?),
            Self::OfOrganization(invitation) => join(tx, &invitation.id, &user.id)?,
        }
        waitlist_entries::complete(tx, self.email_address())?;
        Ok(user)
    }
}

fn check_proof(user: &UserRecord, email_address: &str) -> Result<()> {
    let mut addresses = user.email_addresses.iter().filter(|address| address.value == email_address);
    if !addresses.any(|address| is_verified(address.verification.as_ref())) {
        let long = "The account with this email address hasn't verified it. Sign in to the application, and \
                    open this link again.";
        return Err(refused(Code::ResourceForbidden, "sign in first", long));
    }
    Ok(())
}

/// Adds a user to the organization they were invited to. This succeeds only once.
pub(crate) fn join(tx: &mut Tx<'_>, id: &OrganizationInvitationId, user: &UserId) -> Result<()> {
    let now = tx.now();
    let invitation = rows::find(tx, id)?;
    let invitation = invitation.ok_or_else(|| not_found("organization invitation", id.as_str()))?;
    let membership =
        OrganizationMembershipId::from(random::id(tx.rng(), now, OrganizationMembershipId::PREFIX));
    organization_invitations::accept(tx, &invitation.digest, user, &membership)?;
    Ok(())
}
