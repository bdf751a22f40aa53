//! The outbox of emails and SMS. Their content is encrypted (sealed), because it can contain codes and tickets.

use housekey_contract::{IdentificationId, InstanceId, MessageId, Millis, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{DatabaseTx, Result, StoreError, Tx};

/// A message as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageRecord {
    /// The message's id.
    pub id: MessageId,
    /// Email or SMS.
    pub kind: MessageKind,
    /// Delivery state.
    pub state: MessageState,
    /// Slug of its template.
    pub slug: String,
    /// The recipient's address or number.
    pub to: String,
    /// The recipient, if they are a user.
    pub user_id: Option<UserId>,
    /// Id of the recipient's address or number, if it belongs to a user.
    pub identification_id: Option<IdentificationId>,
    /// The template's data: a JSON object, sealed.
    pub sealed_data: String,
    /// The rendered content, sealed.
    pub sealed_content: Option<String>,
    /// Number of attempts.
    pub attempts: u32,
    /// The error of the last attempt.
    pub problem: Option<String>,
    /// When it is due; while it is being sent, when the lease expires.
    pub due_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// The kind of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// An email.
    #[default]
    Email,
    /// An SMS.
    Sms,
}

impl MessageKind {
    /// The kind as used in paths and columns.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// The delivery state of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Waiting to be sent.
    #[default]
    Waiting,
    /// Handed to the mail server or gateway.
    Delivered,
    /// Kept in the mailbox of a development instance.
    Kept,
    /// Left to the application, which was notified by a webhook.
    Left,
    /// Given up.
    Failed,
}

impl MessageState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Kept => "kept",
            Self::Left => "left",
            Self::Failed => "failed",
        }
    }
}

const INSERT: &str = "INSERT INTO messages (instance_id, id, kind, state, due_at, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ANY_DUE: &str = "SELECT 1 FROM messages WHERE state = 'waiting' AND due_at <= $1 LIMIT 1";
const CLAIM: &str = "UPDATE messages SET due_at = $2 WHERE (instance_id, id) IN (SELECT instance_id, id FROM messages \
                     WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT $3) RETURNING instance_id, document";
const SETTLE: &str = "UPDATE messages SET state = $3, due_at = $4, document = $5 \
                      WHERE instance_id = $1 AND id = $2 AND state = 'waiting' AND due_at = $6";
const NEWEST: &str =
    "SELECT document FROM messages WHERE instance_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
const PRUNE: &str = "DELETE FROM messages WHERE instance_id = $1 AND created_at < $2 AND state <> 'waiting'";
const BY_ID: &str = "SELECT document FROM messages WHERE instance_id = $1 AND id = $2";

/// Adds a message.
pub fn insert(tx: &mut Tx<'_>, message: &MessageRecord) -> Result<()> {
    let document = to_document(message)?;
    let params = [
        message.id.as_str().into(),
        message.kind.as_str().into(),
        message.state.as_str().into(),
        message.due_at.0.into(),
        message.created_at.0.into(),
        document.as_str().into(),
    ];
    tx.note_queued();
    tx.execute(INSERT, &params).map(drop)
}

/// The message with this id.
pub fn find(tx: &mut Tx<'_>, id: &MessageId) -> Result<Option<MessageRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// A message leased by a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedMessage {
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// The message.
    pub message: MessageRecord,
    /// When the lease expires.
    pub lease: Millis,
}

/// Claims due messages of all instances, leased until `lease`.
pub fn claim(tx: &mut DatabaseTx<'_>, now: Millis, lease: Millis, limit: u32) -> Result<Vec<ClaimedMessage>> {
    tx.all(CLAIM, &[now.0.into(), lease.0.into(), limit.into()], |row| {
        let message = serde_json::from_str(row.text(1)?);
        let message = message.map_err(|error| StoreError::Decode(error.to_string()))?;
        Ok(ClaimedMessage { instance_id: row.get::<String>(0)?.into(), message, lease })
    })
}

/// Whether any message of any instance is due.
pub fn any_due(tx: &mut DatabaseTx<'_>, now: Millis) -> Result<bool> {
    Ok(tx.one(ANY_DUE, &[now.0.into()], |_| Ok(()))?.is_some())
}

/// Saves a claimed message. Returns false, without saving, if the lease expired and another worker has claimed it
/// since.
pub fn settle(tx: &mut Tx<'_>, message: &MessageRecord, lease: Millis) -> Result<bool> {
    let document = to_document(message)?;
    let params = [
        message.id.as_str().into(),
        message.state.as_str().into(),
        message.due_at.0.into(),
        document.as_str().into(),
        lease.0.into(),
    ];
    Ok(tx.execute(SETTLE, &params)? > 0)
}

/// The newest messages.
pub fn newest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<MessageRecord>> {
    tx.all(NEWEST, &[limit.into()], document)
}

/// Deletes messages created before `before` that are no longer waiting; returns their number.
pub fn prune(tx: &mut Tx<'_>, before: Millis) -> Result<u64> {
    tx.execute(PRUNE, &[before.0.into()])
}
