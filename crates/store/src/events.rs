//! What happened and has not become messages yet.

use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, Millis};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::tx::to_document;
use crate::{DatabaseTx, Requester, StoreError, Tx};

/// An event as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventRecord {
    /// What happened.
    pub kind: EventType,
    /// When it happened.
    pub at: Millis,
    /// What it happened to, as it was then: records, or the wire object of something that is no more.
    pub snapshot: Value,
    /// Who asked for it.
    pub requester: Requester,
}

/// An event with its place in the order of events.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// In which instance it happened.
    pub instance_id: InstanceId,
    /// The id of what it happened to.
    pub subject: String,
    /// Its place among the events of the subject.
    pub sequence: i64,
    /// What happened.
    pub event: EventRecord,
}

/// Events of one subject get ascending numbers even where the clock stands still or goes back; where one is held, those
/// behind it are too.
const INSERT: &str = "INSERT INTO events (instance_id, subject, sequence, document, held_until) \
    SELECT $1, $2, CASE WHEN newest.sequence >= $3 THEN newest.sequence + 1 ELSE $3 END, $4, newest.held_until \
    FROM (SELECT COALESCE(MAX(sequence), 0) AS sequence, COALESCE(MAX(held_until), 0) AS held_until \
    FROM events WHERE instance_id = $1 AND subject = $2) AS newest";
const EARLIEST: &str = "SELECT instance_id, subject, sequence, document FROM events WHERE held_until <= $1 \
    ORDER BY sequence, instance_id, subject LIMIT $2";
const HOLD: &str = "UPDATE events SET held_until = $3 WHERE instance_id = $1 AND subject = $2";
const PRUNE: &str = "DELETE FROM events WHERE instance_id = $1 AND sequence < $2 AND held_until > 0";
const FORGET: &str = "DELETE FROM events WHERE instance_id = $1";
const TAKE: &str = "DELETE FROM events WHERE instance_id = $1 AND subject = $2 AND sequence = $3";

/// Adds an event, after all others of its subject.
pub fn append(tx: &mut Tx<'_>, subject: &str, event: &EventRecord) -> Result<(), StoreError> {
    let document = to_document(event)?;
    tx.note_queued();
    tx.execute(INSERT, &[subject.into(), event.at.0.into(), document.as_str().into()]).map(drop)
}

/// The earliest events of all instances that nothing holds; those of one subject in their order.
pub fn earliest(tx: &mut DatabaseTx<'_>, now: Millis, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
    tx.all(EARLIEST, &[now.0.into(), limit.into()], |row| {
        Ok(StoredEvent {
            instance_id: row.get::<String>(0)?.into(),
            subject: row.get(1)?,
            sequence: row.get(2)?,
            event: serde_json::from_str(row.text(3)?)
                .map_err(|error| StoreError::Decode(error.to_string()))?,
        })
    })
}

/// Takes an event out; false if somebody else did.
pub fn take(tx: &mut Tx<'_>, subject: &str, sequence: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(TAKE, &[subject.into(), sequence.into()])? > 0)
}

/// Leaves the events of a subject alone until then, so that those of others go on.
pub fn hold(tx: &mut Tx<'_>, subject: &str, until: Millis) -> Result<(), StoreError> {
    tx.execute(HOLD, &[subject.into(), until.0.into()]).map(drop)
}

/// Deletes events from before `before` that were held all the time since; the number of them.
pub fn prune(tx: &mut Tx<'_>, before: Millis) -> Result<u64, StoreError> {
    tx.execute(PRUNE, &[before.0.into()])
}

/// Deletes every event of an instance that is no more.
pub fn forget(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(FORGET, &[]).map(drop)
}
