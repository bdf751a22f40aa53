//! Rules for users' phone numbers.

use housekey_contract::PhoneNumberId;
use housekey_contract::backend::phone_numbers::{CreatePhoneNumber, UpdatePhoneNumber};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::Restrictions;
use housekey_store::users::{self, PhoneNumberRecord, UserRecord};

use crate::email_addresses::{primary_needs_proof, primary_stays_verified};
use crate::error::{Result, not_allowed, not_found};
use crate::identifications::{Claim, claim, has_room, must_stay_known};
use crate::sessions::forget_second_factor;
use crate::users::note_change;
use crate::verification::{by_admin, is_verified};
use crate::{events, identifiers, users as people};

/// Adds a phone number to a user under a new id, unless the instance's restrictions keep it out. A user's first number becomes the primary one.
pub fn create(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    id: PhoneNumberId,
    request: &CreatePhoneNumber,
) -> Result<PhoneNumberRecord> {
    let now = tx.now();
    let value = identifiers::phone_number(&request.phone_number)?;
    let mut user = people::get(tx, &request.user_id)?;
    has_room(user.phone_numbers.len(), "phone numbers")?;
    let new = Claim { kind: Kind::PhoneNumber, value: &value, id: id.as_str(), user: &user.id };
    claim(tx, Some(restrictions), new)?;
    let was_enabled = user.two_factor_enabled();
    let verification = request.verified.unwrap_or_default().then(by_admin);
    let number = PhoneNumberRecord {
        id: id.clone(),
        value,
        verification,
        created_at: now,
        updated_at: now,
        ..PhoneNumberRecord::default()
    };
    if request.primary.unwrap_or_default() || user.phone_numbers.is_empty() {
        user.primary_phone_number_id = Some(id);
    }
    user.phone_numbers.push(number);
    let index = user.phone_numbers.len() - 1;
    reserve(&mut user, index, request.reserved_for_second_factor)?;
    note_change(&mut user, was_enabled, now);
    let number = user.phone_numbers[index].clone();
    save(tx, user)?;
    Ok(number)
}

/// The number with this id.
pub fn get(tx: &mut Tx<'_>, id: &PhoneNumberId) -> Result<PhoneNumberRecord> {
    let (user, index) = find(tx, id)?;
    Ok(user.phone_numbers[index].clone())
}

/// Deletes a number. If it was primary, the first remaining verified number becomes primary.
pub fn delete(tx: &mut Tx<'_>, id: &PhoneNumberId) -> Result<()> {
    let (mut user, index) = find(tx, id)?;
    let was_enabled = user.two_factor_enabled();
    let removed = user.phone_numbers.remove(index);
    must_stay_known(&user)?;
    if user.primary_phone_number_id.as_ref() == Some(id) {
        let next = user.phone_numbers.iter().find(|number| is_verified(number.verification.as_ref()));
        user.primary_phone_number_id = next.map(|number| number.id.clone());
    }
    note_change(&mut user, was_enabled, tx.now());
    if removed.reserved_for_second_factor {
        forget_second_factor(tx, &user.id)?;
    }
    identifications::release(tx, id.as_str())?;
    save(tx, user)
}

/// Updates the given fields of a number and leaves the others unchanged.
pub fn update(tx: &mut Tx<'_>, id: &PhoneNumberId, request: &UpdatePhoneNumber) -> Result<PhoneNumberRecord> {
    let now = tx.now();
    let (mut user, index) = find(tx, id)?;
    let was_enabled = user.two_factor_enabled();
    let is_primary = user.primary_phone_number_id.as_ref() == Some(id);
    let was_second_factor = user.phone_numbers[index].reserved_for_second_factor;
    let number = &mut user.phone_numbers[index];
    match request.verified {
        Some(true) => (number.verification, number.reserved) = (Some(by_admin()), false),
        Some(false) if is_primary => return Err(primary_stays_verified("phone number")),
        Some(false) => {
            number.verification = None;
            (number.reserved_for_second_factor, number.default_second_factor) = (false, false);
        }
        None => {}
    }
    if request.primary == Some(true) && !is_verified(number.verification.as_ref()) {
        return Err(primary_needs_proof("phone number"));
    }
    number.updated_at = now;
    reserve(&mut user, index, request.reserved_for_second_factor)?;
    if request.primary == Some(true) {
        user.primary_phone_number_id = Some(id.clone());
    }
    note_change(&mut user, was_enabled, now);
    let number = user.phone_numbers[index].clone();
    if was_second_factor && !number.reserved_for_second_factor {
        forget_second_factor(tx, &user.id)?;
    }
    save(tx, user)?;
    Ok(number)
}

/// Sets whether a number is a second factor. The first one becomes the default.
fn reserve(user: &mut UserRecord, index: usize, reserved: Option<bool>) -> Result<()> {
    let Some(reserved) = reserved else { return Ok(()) };
    let has_default = user.phone_numbers.iter().any(|number| number.default_second_factor);
    let number = &mut user.phone_numbers[index];
    if reserved && !is_verified(number.verification.as_ref()) {
        return Err(not_allowed("reserved_for_second_factor", "false until the phone number is verified"));
    }
    number.reserved_for_second_factor = reserved;
    number.default_second_factor = reserved && (number.default_second_factor || !has_default);
    Ok(())
}

fn find(tx: &mut Tx<'_>, id: &PhoneNumberId) -> Result<(UserRecord, usize)> {
    let missing = || not_found("phone number", id.as_str());
    let owner = identifications::owner_by_id(tx, Kind::PhoneNumber, id.as_str())?.ok_or_else(missing)?;
    let user = people::get(tx, &owner)?;
    let index = user.phone_numbers.iter().position(|number| number.id == *id).ok_or_else(missing)?;
    Ok((user, index))
}

fn save(tx: &mut Tx<'_>, mut user: UserRecord) -> Result<()> {
    user.updated_at = tx.now();
    users::update(tx, &user)?;
    events::user_updated(tx, &user)
}
