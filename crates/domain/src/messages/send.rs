use housekey_contract::{MessageId, Millis};
use housekey_store::messages::{self, ClaimedMessage, MessageKind, MessageRecord, MessageState};
use housekey_store::{DatabaseTx, Tx};
use rand::Rng;

use crate::error::{Error, Result};
use crate::events::{Happened, emit};
use crate::seal::MasterKey;
use crate::snapshots::MessageSnapshot;
use crate::templates::Content;

/// Lease of a worker on a message; longer than any delivery takes.
const LEASE: Millis = Millis::from_seconds(60);
/// Retry delays in seconds. Retrying after more than a day would be pointless.
const RETRY_DELAYS: [i64; 6] = [5, 30, 5 * 60, 30 * 60, 2 * 3600, 10 * 3600];
/// How long a message waits before checking again whether a carrier is configured.
const CARRIER_POLL: Millis = Millis::from_seconds(60);
/// Retention of sent messages.
const RETENTION: Millis = Millis::from_seconds(7 * 24 * 3600);

/// The outcome of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Handed to the mail server or gateway.
    Delivered,
    /// It stays in the mailbox.
    Kept,
    /// Left to the application.
    Left,
    /// Failed temporarily.
    Failed(String),
    /// Failed permanently.
    Refused(String),
    /// No mail server or gateway is configured.
    NoCarrier,
}

/// Claims due messages. Should the worker crash, another takes over after a minute.
pub fn claim(tx: &mut DatabaseTx<'_>, now: Millis, limit: u32) -> Result<Vec<ClaimedMessage>> {
    Ok(messages::claim(tx, now, now + LEASE, limit)?)
}

/// Encrypts a message's content for storage.
pub fn sealed(
    id: &MessageId,
    content: &Content,
    seal: &MasterKey,
    rng: &mut (impl Rng + ?Sized),
) -> Result<String> {
    let plain = serde_json::to_vec(content).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(seal.seal(rng, &context(id), &plain))
}

/// A message's content as sent; `None` if not sent yet.
pub fn content(message: &MessageRecord, seal: &MasterKey) -> Result<Option<Content>> {
    let Some(sealed) = &message.sealed_content else { return Ok(None) };
    let broken = |error: &dyn std::fmt::Display| {
        Error::Internal(format!("the message {} can't be opened: {error}", message.id))
    };
    let plain = seal.open(&context(&message.id), sealed).map_err(|error| broken(&error))?;
    serde_json::from_slice(&plain).map(Some).map_err(|error| broken(&error))
}

fn context(id: &MessageId) -> String {
    format!("message_content:{id}")
}

/// Stores a message's content before it is sent for the first time, and emits its event. Returns `None` if the lease
/// was lost.
pub fn begin(
    tx: &mut Tx<'_>,
    claimed: &ClaimedMessage,
    sealed_content: &str,
    is_delivered: bool,
) -> Result<Option<ClaimedMessage>> {
    let mut claimed = claimed.clone();
    let is_first = claimed.message.sealed_content.is_none();
    claimed.message.sealed_content = Some(sealed_content.to_owned());
    claimed.message.due_at = claimed.lease;
    if !messages::settle(tx, &claimed.message, claimed.lease)? {
        return Ok(None);
    }
    if is_first {
        let snapshot = MessageSnapshot { message_id: claimed.message.id.clone(), delivered: is_delivered };
        emit(tx, || match claimed.message.kind {
            MessageKind::Email => Happened::EmailCreated(snapshot),
            MessageKind::Sms => Happened::SmsCreated(snapshot),
        })?;
    }
    Ok(Some(claimed))
}

/// Records the outcome of a delivery, and schedules a retry if needed.
pub fn settle(tx: &mut Tx<'_>, claimed: &ClaimedMessage, outcome: &Outcome) -> Result<()> {
    let now = tx.now();
    let mut message = claimed.message.clone();
    message.updated_at = now;
    message.problem = None;
    match outcome {
        Outcome::Delivered => message.state = MessageState::Delivered,
        Outcome::Kept => message.state = MessageState::Kept,
        Outcome::Left => message.state = MessageState::Left,
        Outcome::Refused(problem) => {
            message.state = MessageState::Failed;
            message.problem = Some(problem.clone());
        }
        Outcome::NoCarrier => message.due_at = now + CARRIER_POLL,
        Outcome::Failed(problem) => {
            message.problem = Some(problem.clone());
            match RETRY_DELAYS.get(message.attempts as usize) {
                Some(pause) => message.due_at = now + Millis::from_seconds(*pause),
                None => message.state = MessageState::Failed,
            }
            message.attempts += 1;
        }
    }
    messages::settle(tx, &message, claimed.lease)?;
    Ok(())
}

/// Deletes messages past their retention.
pub fn prune(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(messages::prune(tx, tx.now() - RETENTION)?)
}
