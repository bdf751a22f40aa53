//! Invitations to the application.

mod listing;

use housekey_contract::backend::invitations::{CreateInvitation, InvitationTemplate};
use housekey_contract::object::InvitationStatus;
use housekey_contract::{InvitationId, Metadata, Millis};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::Settings;
use housekey_store::invitations::{self, InvitationRecord};
use rand::Rng;
use serde_json::json;

use crate::error::{Code, Error, Result, duplicate, not_allowed, not_found, refused, taken};
use crate::messages::{self, NewMessage};
use crate::restrictions::{Entry, Identifier, admit};
use crate::seal::MasterKey;
use crate::tickets::{self, Issuer, Refusals, Ticket, redirect_url};
use crate::{identifiers, metadata, random};

pub use listing::{Listing, count, listing};

/// Maximum number of invitations created at once.
const MAX_AT_ONCE: usize = 10;
/// Default number of days until an invitation expires.
const DAYS: i64 = 30;
const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const REFUSALS: Refusals =
    Refusals { used: Code::InvitationAlreadyAccepted, revoked: Code::RevokedInvitation };

/// An invitation that has been checked as far as it goes without looking at others.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    record: InvitationRecord,
    ignore_existing: bool,
    message: Option<NewMessage>,
    /// The ticket. It is shown only once.
    pub ticket: Ticket,
}

impl NewInvitation {
    /// Checks a request, makes the ticket and seals the e-mail: call it outside a transaction.
    pub fn check(
        request: CreateInvitation,
        issuer: Issuer<'_>,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let email_address = identifiers::email_address(&request.email_address)?;
        let public_metadata = request.public_metadata.unwrap_or_default();
        metadata::check("public_metadata", &public_metadata)?;
        let redirect_url = match request.redirect_url.as_deref().filter(|url| !url.trim().is_empty()) {
            Some(url) => Some(redirect_url("redirect_url", url)?),
            None => None,
        };
        let days @ 1..=365 = request.expires_in_days.unwrap_or(DAYS) else {
            return Err(not_allowed("expires_in_days", "between 1 and 365"));
        };
        let id = InvitationId::from(random::id(rng, now, InvitationId::PREFIX));
        let expires_at = now + Millis::from_seconds(days * SECONDS_A_DAY);
        let kind = tickets::Kind::Invitation;
        let ticket = issuer.issue(kind, id.as_str(), expires_at, redirect_url.as_deref(), rng);
        let record = InvitationRecord {
            id,
            email_address,
            public_metadata,
            redirect_url,
            digest: ticket.digest.clone(),
            status: InvitationStatus::Pending,
            expires_at,
            created_at: now,
            updated_at: now,
        };
        let template = request.template_slug.unwrap_or(InvitationTemplate::Invitation);
        let message = request.notify.unwrap_or(true).then(|| {
            let data = filling(&record, &ticket, days);
            let recipient = record.email_address.as_str();
            messages::email(template.as_str(), recipient.into(), &data, seal, now, rng)
        });
        let ignore_existing = request.ignore_existing.unwrap_or_default();
        Ok(Self { record, ignore_existing, message, ticket })
    }

    /// Validates a bulk request.
    pub fn check_all(
        requests: Vec<CreateInvitation>,
        issuer: Issuer<'_>,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Vec<Self>> {
        if !(1..=MAX_AT_ONCE).contains(&requests.len()) {
            return Err(not_allowed("email_address", &format!("an array of 1 to {MAX_AT_ONCE} invitations")));
        }
        let mut new: Vec<Self> = Vec::with_capacity(requests.len());
        for request in requests {
            let one = Self::check(request, issuer, seal, now, rng)?;
            let address = &one.record.email_address;
            if new.iter().any(|other| other.record.email_address == *address) {
                return Err(duplicate("email_address"));
            }
            new.push(one);
        }
        Ok(new)
    }

    /// The invitation's id.
    pub fn id(&self) -> &InvitationId {
        &self.record.id
    }
}

/// The data of the email's template.
fn filling(record: &InvitationRecord, ticket: &Ticket, days: i64) -> Metadata {
    let invitation = json!({ "expires_in_days": days, "public_metadata": record.public_metadata });
    Metadata::from_iter([("action_url".to_owned(), json!(ticket.url)), ("invitation".to_owned(), invitation)])
}

/// Creates an invitation.
pub fn create(tx: &mut Tx<'_>, settings: &Settings, new: &NewInvitation) -> Result<InvitationRecord> {
    let address = &new.record.email_address;
    // An invitation that could never be accepted helps nobody.
    admit(tx, &settings.restrictions, Identifier::EmailAddress(address), Entry::Invited)?;
    if !new.ignore_existing {
        refuse_users(tx, address)?;
        if invitations::pending(tx, address)?.is_some() {
            return Err(pending_already(address));
        }
    }
    invitations::insert(tx, &new.record)?;
    if let Some(message) = &new.message {
        messages::enqueue(tx, message)?;
    }
    Ok(new.record.clone())
}

/// Creates several invitations: all or none. Here, existing users can't be invited.
pub fn create_all(
    tx: &mut Tx<'_>,
    settings: &Settings,
    new: &[NewInvitation],
) -> Result<Vec<InvitationRecord>> {
    let create_one = |one: &NewInvitation| {
        refuse_users(tx, &one.record.email_address)?;
        create(tx, settings, one)
    };
    new.iter().map(create_one).collect()
}

/// The status of an invitation at `now`, which includes expiry.
pub fn status(record: &InvitationRecord, now: Millis) -> InvitationStatus {
    match &record.status {
        InvitationStatus::Pending if record.expires_at <= now => InvitationStatus::Expired,
        status => status.clone(),
    }
}

/// The invitation with this id.
pub fn get(tx: &mut Tx<'_>, id: &InvitationId) -> Result<InvitationRecord> {
    invitations::find(tx, id)?.ok_or_else(|| not_found("invitation", id.as_str()))
}

/// Revokes a pending invitation.
pub fn revoke(tx: &mut Tx<'_>, id: &InvitationId) -> Result<InvitationRecord> {
    let record = get(tx, id)?;
    let (code, what) = match record.status {
        InvitationStatus::Accepted => (Code::InvitationAlreadyAccepted, "accepted"),
        InvitationStatus::Revoked => (Code::InvitationAlreadyRevoked, "revoked"),
        _ => return settle(tx, record, InvitationStatus::Revoked),
    };
    let long = format!("The invitation {id} has already been {what}.");
    Err(refused(code, "cannot revoke", long))
}

/// The invitation with this id. It can be accepted.
pub fn presented_by_id(tx: &mut Tx<'_>, id: &InvitationId) -> Result<InvitationRecord> {
    let record = get(tx, id)?;
    REFUSALS.unless_pending(record.status.as_str(), record.expires_at, tx.now())?;
    Ok(record)
}

/// The invitation with this ticket digest, whatever its status.
pub fn by_digest(tx: &mut Tx<'_>, digest: &str) -> Result<InvitationRecord> {
    invitations::find_by_digest(tx, digest)?.ok_or_else(tickets::unknown)
}

/// Rejects an invitation that can no longer be accepted.
pub fn check_open(record: &InvitationRecord, now: Millis) -> Result<()> {
    REFUSALS.unless_pending(record.status.as_str(), record.expires_at, now)
}

/// Accepts an invitation. This succeeds only once.
pub fn accept(tx: &mut Tx<'_>, id: &InvitationId) -> Result<InvitationRecord> {
    let record = presented_by_id(tx, id)?;
    settle(tx, record, InvitationStatus::Accepted)
}

fn settle(tx: &mut Tx<'_>, record: InvitationRecord, status: InvitationStatus) -> Result<InvitationRecord> {
    let record = InvitationRecord { status, updated_at: tx.now(), ..record };
    invitations::update(tx, &record)?;
    Ok(record)
}

fn refuse_users(tx: &mut Tx<'_>, address: &str) -> Result<()> {
    match identifications::owner(tx, Kind::EmailAddress, address)? {
        Some(_) => Err(taken("email_address")),
        None => Ok(()),
    }
}

fn pending_already(address: &str) -> Error {
    let long = format!(
        "There is already a pending invitation for {address}. Revoke it, or set ignore_existing to true."
    );
    refused(Code::DuplicateRecord, "duplicate invitation", long)
        .with_meta("email_addresses", json!([address]))
}
