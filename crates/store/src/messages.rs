//! E-mails and SMS on their way. What they say is sealed: it can hold codes and tickets.

use housekey_contract::{IdentificationId, MessageId, Millis, UserId};
use serde::{Deserialize, Serialize};

use crate::instance_tx::{document, to_document};
use crate::{InstanceTx, StoreError};

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
    /// It was given up.
    Failed,
}

impl MessageState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

const INSERT: &str = "INSERT INTO messages (instance_id, id, kind, state, due_at, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
const BY_ID: &str = "SELECT document FROM messages WHERE instance_id = $1 AND id = $2";

/// Adds a message.
pub fn insert(tx: &mut InstanceTx<'_, '_>, message: &MessageRecord) -> Result<(), StoreError> {
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
pub fn find(tx: &mut InstanceTx<'_, '_>, id: &MessageId) -> Result<Option<MessageRecord>, StoreError> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}
