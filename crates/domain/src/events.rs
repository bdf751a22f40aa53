//! What happened, for those who are told of it.
//!
//! An event is written in the transaction of the change that it tells of, so there is never one without the other. It
//! keeps the records as they were at that moment; whoever sends it shows them as the API does.

use housekey_contract::object::{DeletedObject, EventType, SessionStatus};
use housekey_store::events::{EventRecord, append};
use housekey_store::organizations::OrganizationRecord;
use housekey_store::sessions::SessionRecord;
use housekey_store::users::{self, UserRecord};
use housekey_store::{Tx, webhooks};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Something that happened to a subject: a user, a session, an organization. Events of one subject arrive in the order
/// in which they were emitted.
#[derive(Clone, Debug)]
pub struct Event<'a, T> {
    kind: EventType,
    subject: &'a str,
    snapshot: T,
}

impl<'a, T: Serialize> Event<'a, T> {
    /// What happened to the subject with this id. The snapshot is a record, or a struct of several where the API shows
    /// them together; the server's `view::event` must know it.
    pub fn new(kind: EventType, subject: &'a str, snapshot: T) -> Self {
        Self { kind, subject, snapshot }
    }
}

impl<'a> Event<'a, DeletedObject> {
    /// The subject is no more; `object` is what it was, as in `user`.
    pub fn deleted(kind: EventType, object: &'static str, subject: &'a str) -> Self {
        let snapshot = DeletedObject {
            object: object.into(),
            id: subject.to_owned(),
            deleted: true,
            ..DeletedObject::default()
        };
        Self { kind, subject, snapshot }
    }
}

/// Whether anybody is told of what happens. Ask before reading what only an event needs; [`emit`] asks by itself.
pub fn is_listening(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(webhooks::is_listening(tx)?)
}

/// Writes an event, if anybody is told of it.
pub fn emit(tx: &mut Tx<'_>, event: Event<'_, impl Serialize>) -> Result<()> {
    if !is_listening(tx)? {
        return Ok(());
    }
    let snapshot =
        serde_json::to_value(&event.snapshot).map_err(|error| Error::Internal(error.to_string()))?;
    let requester = tx.requester().cloned().unwrap_or_default();
    Ok(append(tx, event.subject, &EventRecord { kind: event.kind, at: tx.now(), snapshot, requester })?)
}

/// A session and its user, as events of sessions keep them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionSnapshot {
    /// The session.
    pub session: SessionRecord,
    /// Whose it is.
    pub user: UserRecord,
}

/// Writes what happened to a user.
pub(crate) fn of_user(tx: &mut Tx<'_>, kind: EventType, user: &UserRecord) -> Result<()> {
    emit(tx, Event::new(kind, user.id.as_str(), user))
}

/// Writes that a user was deleted, with the id that their application knows them by.
pub(crate) fn of_deleted_user(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    let mut event = Event::deleted(EventType::UserDeleted, "user", user.id.as_str());
    event.snapshot.external_id.clone_from(&user.external_id);
    emit(tx, event)
}

/// Writes that an organization was deleted, with the name that it had in URLs.
pub(crate) fn of_deleted_organization(tx: &mut Tx<'_>, organization: &OrganizationRecord) -> Result<()> {
    let kind = EventType::OrganizationDeleted;
    let mut event = Event::deleted(kind, "organization", organization.id.as_str());
    event.snapshot.slug = Some(organization.slug.clone());
    emit(tx, event)
}

/// Writes that a session came into the status it has. Expiring is no event: nobody is there to see it happen.
pub(crate) fn of_session(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<()> {
    let kind = match session.status {
        SessionStatus::Active => EventType::SessionCreated,
        SessionStatus::Pending => EventType::SessionPending,
        SessionStatus::Ended => EventType::SessionEnded,
        SessionStatus::Removed => EventType::SessionRemoved,
        SessionStatus::Revoked => EventType::SessionRevoked,
        _ => return Ok(()),
    };
    if !is_listening(tx)? {
        return Ok(());
    }
    let user = users::find(tx, &session.user_id)?.unwrap_or_default();
    let snapshot = SessionSnapshot { session: session.clone(), user };
    emit(tx, Event::new(kind, session.id.as_str(), snapshot))
}
