//! What may happen to an e-mail address of a user.

use housekey_contract::backend::email_addresses::{CreateEmailAddress, UpdateEmailAddress};
use housekey_contract::{EmailAddressId, Millis};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::Restrictions;
use housekey_store::users::{self, EmailAddressRecord, UserRecord};
use rand::Rng;

use crate::error::{Code, Result, not_found, refused};
use crate::identifications::{Claim, claim, has_room, must_stay_known};
use crate::notices::Notice;
use crate::seal::MasterKey;
use crate::verification::{by_admin, is_verified};
use crate::{events, identifiers, users as people};

/// The notice to the previous primary address if a new address becomes primary.
pub fn notice_of_new(
    user: &UserRecord,
    request: &CreateEmailAddress,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<Option<Notice>> {
    let value = identifiers::email_address(&request.email_address)?;
    let notice = || Notice::primary_email_address_changed(user, &value, seal, now, rng);
    Ok((request.primary == Some(true)).then(notice).flatten())
}

/// The same if an existing address becomes primary.
pub fn notice_of_change(
    user: &UserRecord,
    id: &EmailAddressId,
    request: &UpdateEmailAddress,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Option<Notice> {
    let address = user.email_addresses.iter().find(|address| address.id == *id)?;
    let takes_over = request.primary == Some(true) && user.primary_email_address_id.as_ref() != Some(id);
    let notice = || Notice::primary_email_address_changed(user, &address.value, seal, now, rng);
    takes_over.then(notice).flatten()
}

/// Adds an e-mail address to a user under a new id, unless the instance's restrictions keep it out. A user's first address becomes the primary one.
pub fn create(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    id: EmailAddressId,
    request: &CreateEmailAddress,
    notice: Option<&Notice>,
) -> Result<EmailAddressRecord> {
    let now = tx.now();
    let value = identifiers::email_address(&request.email_address)?;
    let mut user = people::get(tx, &request.user_id)?;
    has_room(user.email_addresses.len(), "e-mail addresses")?;
    let new = Claim { kind: Kind::EmailAddress, value: &value, id: id.as_str(), user: &user.id };
    claim(tx, Some(restrictions), new)?;
    let verified = request.verified.unwrap_or_default();
    let address = EmailAddressRecord {
        id,
        value,
        verification: verified.then(by_admin),
        created_at: now,
        updated_at: now,
        ..EmailAddressRecord::default()
    };
    if request.primary.unwrap_or_default() || user.email_addresses.is_empty() {
        user.primary_email_address_id = Some(address.id.clone());
    }
    user.email_addresses.push(address.clone());
    save(tx, user)?;
    tell(tx, notice)?;
    Ok(address)
}

/// The address with this id.
pub fn get(tx: &mut Tx<'_>, id: &EmailAddressId) -> Result<EmailAddressRecord> {
    let (user, index) = find(tx, id)?;
    Ok(user.email_addresses[index].clone())
}

/// Deletes an address. If it was primary, the first remaining verified address becomes primary.
pub fn delete(tx: &mut Tx<'_>, id: &EmailAddressId) -> Result<()> {
    let (mut user, index) = find(tx, id)?;
    user.email_addresses.remove(index);
    must_stay_known(&user)?;
    if user.primary_email_address_id.as_ref() == Some(id) {
        let next = user.email_addresses.iter().find(|address| is_verified(address.verification.as_ref()));
        user.primary_email_address_id = next.map(|address| address.id.clone());
    }
    identifications::release(tx, id.as_str())?;
    save(tx, user)
}

/// Updates the given fields of an address and leaves the others unchanged.
pub fn update(
    tx: &mut Tx<'_>,
    id: &EmailAddressId,
    request: &UpdateEmailAddress,
    notice: Option<&Notice>,
) -> Result<EmailAddressRecord> {
    let (mut user, index) = find(tx, id)?;
    let is_primary = user.primary_email_address_id.as_ref() == Some(id);
    let address = &mut user.email_addresses[index];
    match request.verified {
        Some(true) => (address.verification, address.reserved) = (Some(by_admin()), false),
        Some(false) if is_primary => return Err(primary_stays_verified("email address")),
        Some(false) => address.verification = None,
        None => {}
    }
    if request.primary == Some(true) && !is_verified(address.verification.as_ref()) {
        return Err(primary_needs_proof("email address"));
    }
    address.updated_at = tx.now();
    let address = address.clone();
    if request.primary == Some(true) {
        user.primary_email_address_id = Some(id.clone());
    }
    save(tx, user)?;
    tell(tx, notice)?;
    Ok(address)
}

fn tell(tx: &mut Tx<'_>, notice: Option<&Notice>) -> Result<()> {
    notice.map_or(Ok(()), |notice| notice.enqueue(tx))
}

/// The user with this address.
pub fn owner(tx: &mut Tx<'_>, id: &EmailAddressId) -> Result<UserRecord> {
    find(tx, id).map(|(user, _)| user)
}

fn find(tx: &mut Tx<'_>, id: &EmailAddressId) -> Result<(UserRecord, usize)> {
    let missing = || not_found("email address", id.as_str());
    let owner = identifications::owner_by_id(tx, Kind::EmailAddress, id.as_str())?.ok_or_else(missing)?;
    let user = people::get(tx, &owner)?;
    let index = user.email_addresses.iter().position(|address| address.id == *id).ok_or_else(missing)?;
    Ok((user, index))
}

fn save(tx: &mut Tx<'_>, mut user: UserRecord) -> Result<()> {
    user.updated_at = tx.now();
    users::update(tx, &user)?;
    events::user_updated(tx, &user)
}

/// What stands for the user can't become unverified.
pub(crate) fn primary_stays_verified(what: &str) -> crate::error::Error {
    let long = format!("The primary {what} must stay verified. Make another {what} primary first.");
    refused(Code::BadRequest, "update operation forbidden", long)
}

/// What is to stand for the user must be verified.
pub(crate) fn primary_needs_proof(what: &str) -> crate::error::Error {
    let long = format!("Only a verified {what} can be primary. Verify it first, or in the same request.");
    refused(Code::BadRequest, "update operation forbidden", long)
}
