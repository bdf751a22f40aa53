use housekey_contract::{Millis, UserId};
use housekey_store::Tx;
use housekey_store::credentials;
use housekey_store::users::UserRecord;

use super::{get, save};
use crate::error::{Code, Result, refused};
use crate::sessions::forget_second_factor;

/// Takes away all of a user's second factors: authenticator app, phone numbers, backup codes. Sessions go on, as those of
/// somebody who has shown a first factor only.
pub fn disable_mfa(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    let mut secrets = credentials::get(tx, id)?;
    (secrets.totp, secrets.backup_codes) = (None, Vec::new());
    credentials::save(tx, id, &secrets)?;
    let was_enabled = user.two_factor_enabled();
    (user.totp_enabled, user.backup_code_enabled) = (false, false);
    for number in &mut user.phone_numbers {
        (number.reserved_for_second_factor, number.default_second_factor) = (false, false);
    }
    note_change(&mut user, was_enabled, tx.now());
    forget_second_factor(tx, id)?;
    save(tx, user)
}

/// Removes a user's authenticator app, and the backup codes if it was the last second factor.
pub fn delete_totp(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    if !user.totp_enabled {
        return Err(refused(Code::ResourceNotFound, "not found", "The user has no authenticator app."));
    }
    remove_totp(tx, &mut user)?;
    save(tx, user)
}

/// Deletes a user's backup codes.
pub fn delete_backup_codes(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    if !user.backup_code_enabled {
        return Err(refused(Code::ResourceNotFound, "not found", "The user has no backup codes."));
    }
    let mut secrets = credentials::get(tx, id)?;
    secrets.backup_codes.clear();
    credentials::save(tx, id, &secrets)?;
    user.backup_code_enabled = false;
    save(tx, user)
}

pub(super) fn remove_totp(tx: &mut Tx<'_>, user: &mut UserRecord) -> Result<()> {
    let was_enabled = user.two_factor_enabled();
    let mut secrets = credentials::get(tx, &user.id)?;
    secrets.totp = None;
    user.totp_enabled = false;
    if !user.two_factor_enabled() {
        secrets.backup_codes.clear();
        user.backup_code_enabled = false;
    }
    credentials::save(tx, &user.id, &secrets)?;
    note_change(user, was_enabled, tx.now());
    forget_second_factor(tx, &user.id)
}

/// Notes when second factors came to be, or ceased to be, asked for.
pub(crate) fn note_change(user: &mut UserRecord, was_enabled: bool, now: Millis) {
    match (was_enabled, user.two_factor_enabled()) {
        (false, true) => user.mfa_enabled_at = Some(now),
        (true, false) => user.mfa_disabled_at = Some(now),
        _ => {}
    }
}
