use housekey_contract::{Millis, UserId};
use housekey_store::instances::Settings;
use housekey_store::users::UserRecord;
use housekey_store::{Tx, oauth_grants};

use super::{end_sessions, get, save};
use crate::error::Result;

/// Bans a user, ends all their sessions, and revokes their grants to applications.
pub fn ban(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    user.banned = true;
    end_sessions(tx, id)?;
    oauth_grants::delete_of_user(tx, id)?;
    save(tx, user)
}

/// Lifts a user's ban.
pub fn unban(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    user.banned = false;
    save(tx, user)
}

/// Locks a user for the duration in the instance's settings: they can't sign in until the lock ends. Existing sessions
/// continue, so that a stranger who guesses passwords can't sign anybody out; [`ban`] ends them.
pub fn lock(tx: &mut Tx<'_>, settings: &Settings, id: &UserId) -> Result<UserRecord> {
    let now = tx.now();
    let mut user = get(tx, id)?;
    set_lock(settings, now, &mut user);
    save(tx, user)
}

/// Unlocks a user and resets their failed attempts.
pub fn unlock(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    (user.locked, user.lock_expires_at, user.failed_attempts) = (false, None, 0);
    save(tx, user)
}

pub(super) fn set_lock(settings: &Settings, now: Millis, user: &mut UserRecord) {
    user.locked = true;
    user.lock_expires_at = Some(now + Millis::from_seconds(settings.lockout_duration));
}

/// Whether a user is locked at `now`. Expired locks don't count.
pub fn is_locked(user: &UserRecord, now: Millis) -> bool {
    user.locked && user.lock_expires_at.is_none_or(|expires_at| expires_at > now)
}
