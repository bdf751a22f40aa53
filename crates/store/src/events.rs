//! Events that haven't been dispatched yet.

use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, Millis};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::tx::to_document;
use crate::{DatabaseTx, Requester, Result, StoreError, Tx};

/// An event as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventRecord {
    /// The event type.
    pub kind: EventType,
    /// When it happened.
    pub at: Millis,
    /// The subject of the event at that time: records, or the API object of something deleted.
    pub snapshot: Value,
    /// Who triggered it.
    pub requester: Requester,
}

/// A stored event with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// The id of the subject.
    pub subject: String,
    /// Its sequence number among the events of the subject.
    pub sequence: i64,
    /// The event.
    pub event: EventRecord,
}

/// Sequence numbers of a subject ascend even if the clock stands still or goes back; holding one event holds all later
/// ones.
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

/// Appends an event to those of its subject.
pub fn append(tx: &mut Tx<'_>, subject: &str, event: &EventRecord) -> Result<()> {
    let document = to_document(event)?;
    tx.note_queued();
    tx.execute(INSERT, &[subject.into(), event.at.0.into(), document.as_str().into()]).map(drop)
}

/// The earliest events of all instances that aren't held, in order per subject.
pub fn earliest(tx: &mut DatabaseTx<'_>, now: Millis, limit: u32) -> Result<Vec<StoredEvent>> {
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

/// Removes an event; false if another worker already has.
pub fn take(tx: &mut Tx<'_>, subject: &str, sequence: i64) -> Result<bool> {
    Ok(tx.execute(TAKE, &[subject.into(), sequence.into()])? > 0)
}

/// Holds the events of a subject until then, so that those of other subjects proceed.
pub fn hold(tx: &mut Tx<'_>, subject: &str, until: Millis) -> Result<()> {
    tx.execute(HOLD, &[subject.into(), until.0.into()]).map(drop)
}

/// Deletes events from before `before` that have been held ever since; returns their number.
pub fn prune(tx: &mut Tx<'_>, before: Millis) -> Result<u64> {
    tx.execute(PRUNE, &[before.0.into()])
}

/// Deletes all events of a deleted instance.
pub fn forget(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute(FORGET, &[]).map(drop)
}
