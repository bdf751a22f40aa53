//! Rules for sessions.

mod activity;
mod bearer;
mod begin;
mod create;
mod listing;
mod refresh;
mod token;
mod verify;

use housekey_contract::object::SessionStatus;
use housekey_contract::{Millis, SessionId, UserId};
use housekey_store::Tx;
use housekey_store::sessions::{self, SessionRecord};

use crate::error::{Result, not_found};
use crate::events;

pub use activity::{activity_is_due, note_activity};
pub use bearer::{Bearer, bearer};
pub use begin::{Proved, SecondFactor, SessionDevice, begin, of_browser};
pub use create::{NewSession, create};
pub use listing::{Listing, count, listing};
pub use refresh::{RefreshCheck, cookies, issue_refresh_token, refresh};
pub use token::{Minting, Pictures, lifetime, session_token, template_token};
pub use verify::{check_token, verify};

/// The session with this id.
pub fn get(tx: &mut Tx<'_>, id: &SessionId) -> Result<SessionRecord> {
    sessions::find(tx, id)?.ok_or_else(|| not_found("session", id.as_str()))
}

/// The status of a session at `now`, which includes expiry and abandonment.
pub fn status(session: &SessionRecord, now: Millis) -> SessionStatus {
    if !matches!(session.status, SessionStatus::Active | SessionStatus::Pending) {
        return session.status.clone();
    }
    match session.expire_at.min(session.abandon_at) {
        end if now < end => session.status.clone(),
        end if end == session.expire_at => SessionStatus::Expired,
        _ => SessionStatus::Abandoned,
    }
}

/// Whether a session is usable at `now`.
pub fn is_open(session: &SessionRecord, now: Millis) -> bool {
    matches!(status(session, now), SessionStatus::Active | SessionStatus::Pending)
}

/// Records which factors the user of a session has verified again.
pub fn note_factors(tx: &mut Tx<'_>, id: &SessionId, (first, second): (bool, bool)) -> Result<SessionRecord> {
    let now = tx.now();
    let session = get(tx, id)?;
    let session = SessionRecord {
        first_factor_at: first.then_some(now).or(session.first_factor_at),
        second_factor_at: second.then_some(now).or(session.second_factor_at),
        updated_at: now,
        ..session
    };
    sessions::update(tx, &session)?;
    Ok(session)
}

/// Removes the second-factor verification from all sessions of a user, because the factor was removed.
pub(crate) fn forget_second_factor(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    let now = tx.now();
    for session in sessions::active_of_user(tx, user)? {
        if session.second_factor_at.is_some() {
            sessions::update(tx, &SessionRecord { second_factor_at: None, updated_at: now, ..session })?;
        }
    }
    Ok(())
}

/// Revokes a session by its id. Does nothing if it has already ended, so it can be repeated.
pub fn revoke(tx: &mut Tx<'_>, id: &SessionId) -> Result<SessionRecord> {
    let session = get(tx, id)?;
    end(tx, session)
}

/// Ends a session. Does nothing if it has already ended.
pub fn end(tx: &mut Tx<'_>, session: SessionRecord) -> Result<SessionRecord> {
    let now = tx.now();
    if !is_open(&session, now) {
        return Ok(session);
    }
    let session = SessionRecord { status: SessionStatus::Revoked, updated_at: now, ..session };
    sessions::update(tx, &session)?;
    events::of_session(tx, &session)?;
    Ok(session)
}

/// Ends up to `most` open sessions of the instance and returns their number, for processing many in batches.
pub fn end_some(tx: &mut Tx<'_>, most: u32) -> Result<usize> {
    let now = tx.now();
    let mut ended = 0;
    for status in [SessionStatus::Active, SessionStatus::Pending] {
        let filters = sessions::Filters { status: Some(status), now, ..sessions::Filters::default() };
        for session in sessions::list(tx, &filters, most, 0)? {
            end(tx, session)?;
            ended += 1;
        }
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(status: SessionStatus, expire_at: i64, abandon_at: i64) -> SessionRecord {
        SessionRecord {
            status,
            expire_at: Millis(expire_at),
            abandon_at: Millis(abandon_at),
            ..SessionRecord::default()
        }
    }

    #[test]
    fn a_session_is_expired_once_its_time_has_come() {
        let session = session(SessionStatus::Active, 1_000, 2_000);
        assert_eq!(status(&session, Millis(999)), SessionStatus::Active);
        assert_eq!(status(&session, Millis(1_000)), SessionStatus::Expired);
        assert_eq!(status(&session, Millis(3_000)), SessionStatus::Expired);
    }

    #[test]
    fn a_session_that_is_not_used_is_abandoned() {
        let session = session(SessionStatus::Pending, 2_000, 1_000);
        assert_eq!(status(&session, Millis(999)), SessionStatus::Pending);
        assert_eq!(status(&session, Millis(1_000)), SessionStatus::Abandoned);
        assert_eq!(status(&session, Millis(3_000)), SessionStatus::Abandoned);
    }

    #[test]
    fn a_session_that_was_ended_does_not_expire() {
        let session = session(SessionStatus::Revoked, 1_000, 2_000);
        assert_eq!(status(&session, Millis(3_000)), SessionStatus::Revoked);
        assert!(!is_open(&session, Millis(0)));
    }
}
