use housekey_contract::object::EventType;
use housekey_contract::{Millis, WebhookMessageId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// The message that endpoints receive about an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookMessageRecord {
    /// The message's id, the same for every endpoint and every attempt.
    pub id: WebhookMessageId,
    /// The event.
    pub kind: EventType,
    /// The body, sealed.
    pub sealed_body: String,
    /// When it was made.
    pub created_at: Millis,
}

const INSERT: &str =
    "INSERT INTO webhook_messages (instance_id, id, created_at, document) VALUES ($1, $2, $3, $4)";
const BY_ID: &str = "SELECT document FROM webhook_messages WHERE instance_id = $1 AND id = $2";
const NTH_NEWEST: &str = "SELECT created_at FROM webhook_messages WHERE instance_id = $1 \
                          ORDER BY created_at DESC LIMIT 1 OFFSET $2";
const PRUNE: &str = "DELETE FROM webhook_messages WHERE instance_id = $1 AND created_at < $2 AND NOT EXISTS \
                     (SELECT 1 FROM webhook_deliveries WHERE webhook_deliveries.instance_id = $1 \
                     AND webhook_deliveries.message_id = webhook_messages.id)";

/// Adds a message.
pub fn insert_message(tx: &mut Tx<'_>, message: &WebhookMessageRecord) -> Result<()> {
    let document = to_document(message)?;
    let params = [message.id.as_str().into(), message.created_at.0.into(), document.as_str().into()];
    tx.execute(INSERT, &params).map(drop)
}

/// The message with this id.
pub fn find_message(tx: &mut Tx<'_>, id: &WebhookMessageId) -> Result<Option<WebhookMessageRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The creation time at which more than the `most` newest messages begin; `None` if there are fewer.
pub fn cut_off(tx: &mut Tx<'_>, most: u32) -> Result<Option<Millis>> {
    tx.one(NTH_NEWEST, &[most.into()], |row| row.get(0).map(Millis))
}

/// Deletes messages created before `before` that have no pending deliveries; returns their number.
pub fn prune_messages(tx: &mut Tx<'_>, before: Millis) -> Result<u64> {
    tx.execute(PRUNE, &[before.0.into()])
}
