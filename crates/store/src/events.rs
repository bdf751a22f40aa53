//! What happened and has not become messages yet.

use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, Millis};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::instance_tx::to_document;
use crate::{InstanceTx, Requester, StoreError, Tx};

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

/// Events of one subject get ascending numbers even where the clock stands still or goes back.
const INSERT: &str = "INSERT INTO events (instance_id, subject, sequence, document) \
    SELECT $1, $2, CASE WHEN newest.sequence >= $3 THEN newest.sequence + 1 ELSE $3 END, $4 \
    FROM (SELECT COALESCE(MAX(sequence), 0) AS sequence FROM events WHERE instance_id = $1 AND subject = $2) AS newest";
const EARLIEST: &str = "SELECT instance_id, subject, sequence, document FROM events ORDER BY sequence, instance_id, subject LIMIT $1";
const TAKE: &str = "DELETE FROM events WHERE instance_id = $1 AND subject = $2 AND sequence = $3";

/// Adds an event, after all others of its subject.
pub fn append(tx: &mut InstanceTx<'_, '_>, subject: &str, event: &EventRecord) -> Result<(), StoreError> {
    let document = to_document(event)?;
    tx.note_queued();
    tx.execute(INSERT, &[subject.into(), event.at.0.into(), document.as_str().into()]).map(drop)
}

/// The earliest events of all instances; those of one subject in their order.
pub fn earliest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
    tx.all(EARLIEST, &[limit.into()], |row| {
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
pub fn take(tx: &mut InstanceTx<'_, '_>, subject: &str, sequence: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(TAKE, &[subject.into(), sequence.into()])? > 0)
}
