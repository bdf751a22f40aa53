//! Emails and SMS, from enqueuing to delivery.
//!
//! A message is prepared outside of a transaction, since its data is encrypted, and enqueued in the transaction that it
//! belongs to: an invitation that is rolled back sends nothing.

mod send;

use housekey_contract::{IdentificationId, MessageId, Metadata, Millis, UserId};
use housekey_store::Tx;
use housekey_store::messages::{self, MessageKind, MessageRecord, MessageState};
use rand::Rng;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::random;
use crate::seal::MasterKey;

pub use send::{Outcome, begin, claim, content, prune, sealed, settle};

/// Prefix of SMS ids; [`MessageId::PREFIX`] is that of emails.
const SMS_PREFIX: &str = "sms_";

/// A message ready to be enqueued.
#[derive(Clone, Debug)]
pub struct NewMessage {
    record: MessageRecord,
}

/// The recipient of a message.
#[derive(Clone, Debug, Default)]
pub struct Recipient {
    /// The normalized email address or phone number.
    pub to: String,
    /// The user, if there is one.
    pub user_id: Option<UserId>,
    /// Id of the address or number, if it belongs to a user.
    pub identification_id: Option<IdentificationId>,
}

impl From<&str> for Recipient {
    fn from(to: &str) -> Self {
        Self { to: to.to_owned(), ..Self::default() }
    }
}

/// Prepares an email from a template's slug and data (`{"otp_code": "123456"}`). Data common to all messages, such as
/// `app`, is added when it is sent.
pub fn email(
    slug: &str,
    recipient: Recipient,
    data: &Metadata,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> NewMessage {
    prepare(MessageKind::Email, slug, recipient, data, seal, now, rng)
}

/// Prepares an SMS; see [`email`].
pub fn sms(
    slug: &str,
    recipient: Recipient,
    data: &Metadata,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> NewMessage {
    prepare(MessageKind::Sms, slug, recipient, data, seal, now, rng)
}

fn prepare(
    kind: MessageKind,
    slug: &str,
    recipient: Recipient,
    data: &Metadata,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> NewMessage {
    let prefix = match kind {
        MessageKind::Email => MessageId::PREFIX,
        MessageKind::Sms => SMS_PREFIX,
    };
    let id = MessageId::from(random::id(rng, now, prefix));
    let plain = Value::Object(data.clone()).to_string();
    let record = MessageRecord {
        kind,
        state: MessageState::Waiting,
        slug: slug.to_owned(),
        to: recipient.to,
        user_id: recipient.user_id,
        identification_id: recipient.identification_id,
        sealed_data: seal.seal(rng, &context(&id), plain.as_bytes()),
        due_at: now,
        created_at: now,
        updated_at: now,
        id,
        ..MessageRecord::default()
    };
    NewMessage { record }
}

/// Enqueues a message; it is sent once the transaction is committed.
pub fn enqueue(tx: &mut Tx<'_>, message: &NewMessage) -> Result<MessageId> {
    messages::insert(tx, &message.record)?;
    Ok(message.record.id.clone())
}

/// Decrypts a message's data.
pub fn open(message: &MessageRecord, seal: &MasterKey) -> Result<Metadata> {
    let broken = |error: &dyn std::fmt::Display| {
        Error::Internal(format!("the message {} can't be opened: {error}", message.id))
    };
    let plain = seal.open(&context(&message.id), &message.sealed_data).map_err(|error| broken(&error))?;
    serde_json::from_slice(&plain).map_err(|error| broken(&error))
}

/// Encryption context of a message's data.
fn context(id: &MessageId) -> String {
    format!("message:{id}")
}
