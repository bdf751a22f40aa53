//! E-mails and SMS on their way. What they say is sealed: it can hold codes and tickets.

use housekey_contract::{IdentificationId, InstanceId, MessageId, Millis, UserId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{DatabaseTx, StoreError, Tx};

/// A message as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageRecord {
    /// The message's id.
    pub id: MessageId,
    /// How it is carried.
    pub kind: MessageKind,
    /// Where it is on its way.
    pub state: MessageState,
    /// The template that it is made from.
    pub slug: String,
    /// The address or number that it goes to.
    pub to: String,
    /// The user it is for, if there is one.
    pub user_id: Option<UserId>,
    /// The user's address or number that it goes to, if it is one of theirs.
    pub identification_id: Option<IdentificationId>,
    /// What the template is filled with: a JSON object, sealed.
    pub sealed_data: String,
    /// What it says once the template is filled, sealed.
    pub sealed_content: Option<String>,
    /// How often it was tried to send it.
    pub attempts: u32,
    /// Why it could not be sent the last time.
    pub problem: Option<String>,
    /// When it is to be sent, or tried again; while it is being sent, when that counts as failed.
    pub due_at: Millis,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// How a message is carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// By e-mail.
    #[default]
    Email,
    /// As a text to a phone.
    Sms,
}

impl MessageKind {
    /// The kind in one word, as it stands in paths and columns.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// Where a message is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is to be sent.
    #[default]
    Waiting,
    /// It was handed over.
    Delivered,
    /// It stays in the mailbox of an instance that is being developed.
    Kept,
    /// The application sends it: it was told of it.
    Left,
    /// It was given up.
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
pub fn insert(tx: &mut Tx<'_>, message: &MessageRecord) -> Result<(), StoreError> {
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
pub fn find(tx: &mut Tx<'_>, id: &MessageId) -> Result<Option<MessageRecord>, StoreError> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// A message that is one worker's until its lease ends.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedMessage {
    /// Whose it is.
    pub instance_id: InstanceId,
    /// The message.
    pub message: MessageRecord,
    /// Until when nobody else takes it.
    pub lease: Millis,
}

/// Takes messages that are due, of all instances. They are the caller's until `lease`.
pub fn claim(
    tx: &mut DatabaseTx<'_>,
    now: Millis,
    lease: Millis,
    limit: u32,
) -> Result<Vec<ClaimedMessage>, StoreError> {
    tx.all(CLAIM, &[now.0.into(), lease.0.into(), limit.into()], |row| {
        let message = serde_json::from_str(row.text(1)?);
        let message = message.map_err(|error| StoreError::Decode(error.to_string()))?;
        Ok(ClaimedMessage { instance_id: row.get::<String>(0)?.into(), message, lease })
    })
}

/// Whether any message is due, of any instance.
pub fn any_due(tx: &mut DatabaseTx<'_>, now: Millis) -> Result<bool, StoreError> {
    Ok(tx.one(ANY_DUE, &[now.0.into()], |_| Ok(()))?.is_some())
}

/// Saves a message that was taken. False if the lease had ended and somebody else has taken it since: then nothing is
/// saved.
pub fn settle(tx: &mut Tx<'_>, message: &MessageRecord, lease: Millis) -> Result<bool, StoreError> {
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
pub fn newest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<MessageRecord>, StoreError> {
    tx.all(NEWEST, &[limit.into()], document)
}

/// Deletes messages made before `before` that wait no more; the number of them.
pub fn prune(tx: &mut Tx<'_>, before: Millis) -> Result<u64, StoreError> {
    tx.execute(PRUNE, &[before.0.into()])
}
