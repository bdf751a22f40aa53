use housekey_contract::{Metadata, Millis, SessionId};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::sessions::{self, SessionRecord};
use housekey_store::users::{self, UserRecord};

use super::is_open;
use crate::error::Result;

/// Minimum interval between activity updates of a session.
const EVERY: Millis = Millis::from_seconds(60);
/// Inactivity timeout of an impersonated session in seconds: ten minutes, as with Clerk.
const ACTOR_INACTIVITY: i64 = 10 * 60;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Whether the activity of a session is due to be recorded again.
pub fn activity_is_due(session: &SessionRecord, now: Millis) -> bool {
    now - session.last_active_at >= EVERY
}

/// Records that a session is in use, which postpones its abandonment. Does nothing if not due.
pub fn note_activity(tx: &mut Tx<'_>, settings: &Settings, id: &SessionId) -> Result<()> {
    let now = tx.now();
    let Some(mut session) = sessions::find(tx, id)? else { return Ok(()) };
    if !is_open(&session, now) || !activity_is_due(&session, now) {
        return Ok(());
    }
    session.last_active_at = now;
    session.updated_at = now;
    session.abandon_at = now + inactivity(settings, session.actor.as_ref());
    sessions::update(tx, &session)?;
    if session.actor.is_some() {
        return Ok(());
    }
    match users::find(tx, &session.user_id)? {
        Some(user) => note_presence(tx, user),
        None => Ok(()),
    }
}

/// Inactivity timeout of a session in seconds.
pub(super) fn inactivity(settings: &Settings, actor: Option<&Metadata>) -> Millis {
    let longest = if actor.is_some() { ACTOR_INACTIVITY } else { i64::MAX };
    Millis::from_seconds(settings.session_inactivity.min(longest))
}

/// Records the day on which a user was last active: midnight UTC, as with Clerk. This isn't an update of the user.
pub(super) fn note_presence(tx: &mut Tx<'_>, mut user: UserRecord) -> Result<()> {
    let now = tx.now();
    let today = Millis(now.0 - now.0.rem_euclid(DAY));
    if user.last_active_at.is_none_or(|at| at < today) {
        user.last_active_at = Some(today);
        users::update(tx, &user)?;
    }
    Ok(())
}
