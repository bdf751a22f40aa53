use housekey_contract::{Millis, UserId};
use housekey_store::instances::Settings;
use housekey_store::users::UserRecord;
use housekey_store::{Tx, oauth_grants};

use super::{end_sessions, get, save};
use crate::error::Result;

/// Bans a user, ends every session they hold, and takes back what they let applications do.
pub fn ban(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    user.banned = true;
    end_sessions(tx, id)?;
    oauth_grants::delete_of_user(tx, id)?;
    save(tx, user)
}

/// Lets a banned user sign in again.
pub fn unban(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    user.banned = false;
    save(tx, user)
}

/// Locks a user for the time that the instance's settings say: they can't sign in until the lock ends. The sessions they
/// have go on, so that a stranger who guesses passwords can't sign anybody out; [`ban`] ends them.
pub fn lock(tx: &mut Tx<'_>, settings: &Settings, id: &UserId) -> Result<UserRecord> {
    let now = tx.now();
    let mut user = get(tx, id)?;
    set_lock(settings, now, &mut user);
    save(tx, user)
}

/// Lets a locked user sign in again, with a clean slate.
pub fn unlock(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    (user.locked, user.lock_expires_at, user.failed_attempts) = (false, None, 0);
    save(tx, user)
}

pub(super) fn set_lock(settings: &Settings, now: Millis, user: &mut UserRecord) {
    user.locked = true;
    user.lock_expires_at = Some(now + Millis::from_seconds(settings.lockout_duration));
}

/// Whether a user is locked at `now`. A lock whose time has passed counts no more.
pub fn is_locked(user: &UserRecord, now: Millis) -> bool {
    user.locked && user.lock_expires_at.is_none_or(|expires_at| expires_at > now)
}
