//! The waitlist.

mod listing;

use housekey_contract::backend::invitations::{CreateInvitation, InvitationTemplate};
use housekey_contract::backend::waitlist_entries::{CreateWaitlistEntry, InviteWaitlistEntry};
use housekey_contract::object::{InvitationStatus, WaitlistEntryStatus};
use housekey_contract::{Metadata, Millis, WaitlistEntryId};
use housekey_store::Tx;
use housekey_store::instances::{Restrictions, Settings};
use housekey_store::invitations::{self as invitation_rows, InvitationRecord};
use housekey_store::waitlist_entries::{self, WaitlistEntryRecord};
use rand::Rng;

use crate::error::{Code, Error, Result, duplicate, not_allowed, not_found, refused};
use crate::events::{self, Happened};
use crate::invitations::{self, NewInvitation};
use crate::messages::{self, NewMessage};
use crate::restrictions::{Entry, Identifier, admit};
use crate::seal::MasterKey;
use crate::tickets::Issuer;
use crate::{identifiers, random};

pub use listing::{Listing, count, listing};

pub use crate::snapshots::Waiting;

/// How many people can be put on the waitlist at once.
const MAX_AT_ONCE: usize = 50;

/// An entry that has been checked as far as it goes without looking at others.
#[derive(Clone, Debug)]
pub struct NewWaitlistEntry {
    record: WaitlistEntryRecord,
    message: Option<NewMessage>,
}

impl NewWaitlistEntry {
    /// Validates a request and prepares the confirmation email.
    pub fn check(
        request: &CreateWaitlistEntry,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let record = WaitlistEntryRecord {
            id: WaitlistEntryId::from(random::id(rng, now, WaitlistEntryId::PREFIX)),
            email_address: identifiers::email_address(&request.email_address)?,
            status: WaitlistEntryStatus::Pending,
            created_at: now,
            updated_at: now,
            ..WaitlistEntryRecord::default()
        };
        let recipient = record.email_address.as_str();
        let message = request.notify.unwrap_or(true).then(|| {
            messages::email("waitlist_confirmation", recipient.into(), &Metadata::new(), seal, now, rng)
        });
        Ok(Self { record, message })
    }

    /// Validates a bulk request.
    pub fn check_all(
        requests: &[CreateWaitlistEntry],
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Vec<Self>> {
        if !(1..=MAX_AT_ONCE).contains(&requests.len()) {
            return Err(not_allowed("email_address", &format!("an array of 1 to {MAX_AT_ONCE} entries")));
        }
        let mut new: Vec<Self> = Vec::with_capacity(requests.len());
        for request in requests {
            let one = Self::check(request, seal, now, rng)?;
            if new.iter().any(|other| other.record.email_address == one.record.email_address) {
                return Err(duplicate("email_address"));
            }
            new.push(one);
        }
        Ok(new)
    }
}

/// Puts somebody on the waitlist. Who is there already stays as they are, and is not written to again.
/// Refuses an address that could never sign up.
pub fn create(tx: &mut Tx<'_>, restrictions: &Restrictions, new: &NewWaitlistEntry) -> Result<Waiting> {
    let address = &new.record.email_address;
    if let Some(entry) = waitlist_entries::find_by_email_address(tx, address)? {
        return waiting(tx, entry);
    }
    admit(tx, restrictions, Identifier::EmailAddress(address), Entry::Invited)?;
    waitlist_entries::insert(tx, &new.record)?;
    if let Some(message) = &new.message {
        messages::enqueue(tx, message)?;
    }
    let waiting = Waiting { entry: new.record.clone(), invitation: None };
    tell(tx, Happened::WaitlistEntryCreated, &waiting)?;
    Ok(waiting)
}

/// Puts several people on the waitlist: all of them, or none.
pub fn create_all(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    new: &[NewWaitlistEntry],
) -> Result<Vec<Waiting>> {
    new.iter().map(|one| create(tx, restrictions, one)).collect()
}

/// The entry with this id.
pub fn get(tx: &mut Tx<'_>, id: &WaitlistEntryId) -> Result<WaitlistEntryRecord> {
    waitlist_entries::find(tx, id)?.ok_or_else(|| not_found("waitlist entry", id.as_str()))
}

/// Prepares the invitation of somebody who waits, which seals an e-mail: call it outside a transaction.
pub fn invitation_for(
    entry: &WaitlistEntryRecord,
    request: &InviteWaitlistEntry,
    issuer: Issuer<'_>,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<NewInvitation> {
    let request = CreateInvitation {
        email_address: entry.email_address.clone(),
        ignore_existing: request.ignore_existing,
        template_slug: Some(InvitationTemplate::WaitlistInvitation),
        ..CreateInvitation::default()
    };
    NewInvitation::check(request, issuer, seal, now, rng)
}

/// Invites an entry that is pending or rejected, or whose invitation is no longer valid.
pub fn invite(
    tx: &mut Tx<'_>,
    settings: &Settings,
    id: &WaitlistEntryId,
    new: &NewInvitation,
) -> Result<Waiting> {
    let now = tx.now();
    let Waiting { entry, invitation } = get(tx, id).and_then(|entry| waiting(tx, entry))?;
    let is_open =
        |invitation: InvitationRecord| invitations::status(&invitation, now) == InvitationStatus::Pending;
    match entry.status {
        WaitlistEntryStatus::Completed => return Err(too_late(&entry)),
        WaitlistEntryStatus::Invited if invitation.is_some_and(is_open) => return Err(too_late(&entry)),
        _ => {}
    }
    let invitation = invitations::create(tx, settings, new)?;
    let entry = WaitlistEntryRecord {
        status: WaitlistEntryStatus::Invited,
        invitation_id: Some(invitation.id.clone()),
        invited_at: Some(now),
        ..entry
    };
    save(tx, entry, Some(invitation))
}

/// Rejects an entry and revokes its invitation, if any.
pub fn reject(tx: &mut Tx<'_>, id: &WaitlistEntryId) -> Result<Waiting> {
    let Waiting { entry, mut invitation } = get(tx, id).and_then(|entry| waiting(tx, entry))?;
    match entry.status {
        WaitlistEntryStatus::Completed | WaitlistEntryStatus::Rejected => return Err(too_late(&entry)),
        _ => {}
    }
    if let Some(open) = invitation.as_ref().filter(|open| open.status == InvitationStatus::Pending) {
        invitation = Some(invitations::revoke(tx, &open.id.clone())?);
    }
    save(tx, WaitlistEntryRecord { status: WaitlistEntryStatus::Rejected, ..entry }, invitation)
}

/// Deletes an entry that hasn't been invited.
pub fn delete(tx: &mut Tx<'_>, id: &WaitlistEntryId) -> Result<()> {
    let entry = get(tx, id)?;
    if entry.status != WaitlistEntryStatus::Pending {
        return Err(too_late(&entry));
    }
    Ok(waitlist_entries::delete(tx, id)?)
}

/// Completes the entry of someone who has signed up, if there is one.
pub(crate) fn complete(tx: &mut Tx<'_>, email_address: &str) -> Result<()> {
    let entry = waitlist_entries::find_by_email_address(tx, email_address)?;
    let Some(entry) = entry.filter(|entry| entry.status != WaitlistEntryStatus::Completed) else {
        return Ok(());
    };
    let Waiting { entry, invitation } = waiting(tx, entry)?;
    save(tx, WaitlistEntryRecord { status: WaitlistEntryStatus::Completed, ..entry }, invitation)?;
    Ok(())
}

fn waiting(tx: &mut Tx<'_>, entry: WaitlistEntryRecord) -> Result<Waiting> {
    let invitation = match &entry.invitation_id {
        Some(id) => invitation_rows::find(tx, id)?,
        None => None,
    };
    Ok(Waiting { entry, invitation })
}

fn save(
    tx: &mut Tx<'_>,
    mut entry: WaitlistEntryRecord,
    invitation: Option<InvitationRecord>,
) -> Result<Waiting> {
    entry.updated_at = tx.now();
    waitlist_entries::update(tx, &entry)?;
    let waiting = Waiting { entry, invitation };
    tell(tx, Happened::WaitlistEntryUpdated, &waiting)?;
    Ok(waiting)
}

fn tell(tx: &mut Tx<'_>, happened: fn(Waiting) -> Happened, waiting: &Waiting) -> Result<()> {
    events::emit(tx, || happened(waiting.clone()))
}

/// The entry has left the waitlist in some way already.
fn too_late(entry: &WaitlistEntryRecord) -> Error {
    let (code, what) = match entry.status {
        WaitlistEntryStatus::Invited => (Code::WaitlistEntryAlreadyInvited, "been invited"),
        WaitlistEntryStatus::Rejected => (Code::WaitlistEntryAlreadyRejected, "been rejected"),
        _ => (Code::WaitlistEntryAlreadyCompleted, "signed up"),
    };
    refused(code, "already handled", format!("{} has already {what}.", entry.email_address))
}
