use housekey_contract::backend::organization_invitations::CreateOrganizationInvitation;
use housekey_contract::object::OrganizationInvitationStatus as Status;
use housekey_contract::{Millis, OrganizationId, OrganizationInvitationId};
use housekey_store::identifications::{self, owner};
use housekey_store::instances::{OrganizationSettings, Restrictions};
use housekey_store::organization_invitations::{self, OrganizationInvitationRecord, pending_of_address};
use housekey_store::organizations::OrganizationRecord;
use housekey_store::{Tx, organization_memberships as membership_rows};
use rand::Rng;
use serde_json::json;

use super::{Invited, beside, emit};
use crate::error::{Code, Problems, Result, blank, not_allowed, refused};
use crate::events::Happened;
use crate::messages::{self, NewMessage};
use crate::organization_memberships::{already_a_member, may_manage};
use crate::organization_roles::Roles;
use crate::organizations::{enabled, has_room};
use crate::restrictions::{Entry, Identifier, admit};
use crate::seal::MasterKey;
use crate::tickets::{Issuer, Kind};
use crate::{identifiers, metadata, organizations, random, tickets};

/// Maximum number of invitations created at once.
const MAX_AT_ONCE: usize = 10;
/// Default number of days until an invitation expires.
const DAYS: i64 = 30;
const DAY: Millis = Millis::from_seconds(24 * 60 * 60);

/// A validated invitation; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub(super) invitation: OrganizationInvitationRecord,
    role: String,
    pub(super) days: i64,
    pub(super) notify: bool,
    /// URL where it can be accepted. It contains the ticket, which is shown only once.
    pub url: String,
    pub(super) message: Option<NewMessage>,
}

/// The context for creating invitations.
#[derive(Clone, Copy)]
pub struct Sending<'a> {
    /// Issuer of the tickets.
    pub issuer: Issuer<'a>,
    /// The master key that encrypts messages.
    pub seal: &'a MasterKey,
    /// The current time.
    pub now: Millis,
}

impl NewInvitation {
    /// Checks a request and makes its ticket.
    pub fn check(
        request: CreateOrganizationInvitation,
        settings: &OrganizationSettings,
        sending: Sending<'_>,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        enabled(settings)?;
        let mut problems = Problems::default();
        let address = identifiers::email_address(&request.email_address);
        let address = problems.keep(address).unwrap_or_default();
        if request.role.trim().is_empty() {
            problems.add(blank("role"));
        }
        let days = request.expires_in_days.unwrap_or(DAYS);
        if !(1..=365).contains(&days) {
            problems.add(not_allowed("expires_in_days", "between 1 and 365"));
        }
        let redirect_url = request.redirect_url.filter(|url| !url.trim().is_empty());
        let redirect_url = redirect_url.map(|url| tickets::redirect_url("redirect_url", &url)).transpose();
        let redirect_url = problems.keep(redirect_url).unwrap_or_default();
        let public_metadata = request.public_metadata.unwrap_or_default();
        let private_metadata = request.private_metadata.unwrap_or_default();
        problems.keep(metadata::check("public_metadata", &public_metadata));
        problems.keep(metadata::check("private_metadata", &private_metadata));
        problems.refuse()?;

        let now = sending.now;
        let mut invitation = OrganizationInvitationRecord {
            id: OrganizationInvitationId::from(random::id(rng, now, OrganizationInvitationId::PREFIX)),
            email_address: address,
            inviter_id: request.inviter_user_id.filter(|user| !user.as_str().trim().is_empty()),
            status: Status::Pending,
            redirect_url,
            public_metadata,
            private_metadata,
            expires_at: now + Millis(DAY.0 * days),
            created_at: now,
            updated_at: now,
            ..OrganizationInvitationRecord::default()
        };
        let (id, ends) = (invitation.id.clone(), invitation.expires_at);
        let url = invitation.redirect_url.clone();
        let ticket =
            sending.issuer.issue(Kind::OrganizationInvitation, id.as_str(), ends, url.as_deref(), rng);
        invitation.digest.clone_from(&ticket.digest);
        let notify = request.notify.unwrap_or(true);
        Ok(Self { invitation, role: request.role, days, notify, url: ticket.url.into(), message: None })
    }
}

/// Validates several requests; see [`NewInvitation::check`].
pub fn check_all(
    requests: Vec<CreateOrganizationInvitation>,
    settings: &OrganizationSettings,
    sending: Sending<'_>,
    rng: &mut (impl Rng + ?Sized),
) -> Result<Vec<NewInvitation>> {
    if requests.len() > MAX_AT_ONCE {
        let long = format!("At most {MAX_AT_ONCE} invitations can be created at once.");
        return Err(refused(Code::BulkSizeExceeded, "too many at once", long));
    }
    requests.into_iter().map(|request| NewInvitation::check(request, settings, sending, rng)).collect()
}

/// Invites people: all of them or, if one can't be invited, none.
pub fn create(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    organization: &OrganizationId,
    new: &[NewInvitation],
) -> Result<Vec<Invited>> {
    let organization = organizations::get(tx, organization)?;
    let roles = Roles::load(tx)?;
    has_room(tx, &organization, i64::try_from(new.len()).unwrap_or(i64::MAX))?;
    let mut invited = Vec::with_capacity(new.len());
    for one in new {
        let role = roles.named("role", &one.role)?;
        if let Some(inviter) = &one.invitation.inviter_id {
            may_manage(tx, &roles, &organization, "inviter_user_id", inviter)?;
        }
        not_there_yet(tx, restrictions, &organization, &one.invitation.email_address)?;
        let invitation = OrganizationInvitationRecord {
            organization_id: organization.id.clone(),
            role_id: role.id.clone(),
            ..one.invitation.clone()
        };
        organization_invitations::insert(tx, &invitation)?;
        if let Some(message) = &one.message {
            messages::enqueue(tx, message)?;
        }
        let shown = beside(tx, &roles, organization.clone(), invitation)?;
        emit(tx, Happened::OrganizationInvitationCreated, &shown)?;
        invited.push(shown);
    }
    Ok(invited)
}

/// Refuses who is a member already, is invited already, or could not sign up to accept.
fn not_there_yet(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    organization: &OrganizationRecord,
    address: &str,
) -> Result<()> {
    match owner(tx, identifications::Kind::EmailAddress, address)? {
        Some(user) if membership_rows::find(tx, &organization.id, &user)?.is_some() => {
            return Err(already_a_member(address).with_meta("param_name", json!("email_address")));
        }
        Some(_) => {}
        None => admit(tx, restrictions, Identifier::EmailAddress(address), Entry::Invited)?,
    }
    if pending_of_address(tx, &organization.id, address)?.is_some() {
        let long =
            format!("{address} has already been invited. Revoke the pending invitation to send another.");
        let code = Code::OrganizationInvitationNotUnique;
        let refusal = refused(code, "organization invitation not unique", long);
        return Err(refusal.with_meta("param_name", json!("email_address")));
    }
    Ok(())
}
