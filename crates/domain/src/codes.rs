//! One-time codes for sign-ins and sign-ups.

use housekey_contract::{IdentificationId, Metadata, Millis, UserId};
use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use housekey_store::sign_ins::OneTimeCode;
use rand::Rng;
use subtle::ConstantTimeEq;

use crate::error::{Code, Error, Result, refused};
use crate::messages::{self, NewMessage};
use crate::seal::MasterKey;
use crate::{random, test_addresses};

/// Lifetime of a code.
pub const LIFETIME: Millis = Millis::from_seconds(10 * 60);
/// Maximum number of attempts per code.
pub const MAX_ATTEMPTS: u32 = 3;
/// Maximum number of codes per sign-in or sign-up, and of concurrent sign-ins with codes per user.
pub(crate) const MAX_SENT: u32 = 5;
/// Minimum time between two codes.
const MIN_INTERVAL: Millis = Millis::from_seconds(30);
/// Number of digits of a code.
const DIGITS: usize = 6;
/// The template of the message.
const TEMPLATE: &str = "verification_code";

/// The recipient of a code.
#[derive(Clone, Debug)]
pub struct CodeRecipient {
    pub(crate) kind: MessageKind,
    /// The email address or phone number.
    pub(crate) to: String,
    pub(crate) user_id: Option<UserId>,
    pub(crate) identification_id: Option<IdentificationId>,
}

/// A new code with the message that delivers it.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// The stored code.
    pub(crate) code: OneTimeCode,
    /// `None` if there is no recipient.
    pub(crate) message: Option<NewMessage>,
    pub(crate) recipient: Option<CodeRecipient>,
}

impl NewCode {
    /// Generates a code for `context`. Test addresses get the test code.
    pub(crate) fn generate(
        recipient: Option<CodeRecipient>,
        context: &str,
        instance: &InstanceRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Self {
        let digits = match &recipient {
            Some(recipient) => test_addresses::code(instance, recipient.kind, &recipient.to, rng),
            None => random::digits(rng, DIGITS),
        };
        let sealed = seal.seal(rng, context, digits.as_bytes());
        let code = OneTimeCode { sealed, attempts: 0, sent_at: now, expires_at: now + LIFETIME };
        let message = recipient.clone().map(|recipient| {
            let to = messages::Recipient {
                to: recipient.to,
                user_id: recipient.user_id,
                identification_id: recipient.identification_id,
            };
            let data = Metadata::from_iter([("otp_code".to_owned(), digits.into())]);
            match recipient.kind {
                MessageKind::Email => messages::email(TEMPLATE, to, &data, seal, now, rng),
                MessageKind::Sms => messages::sms(TEMPLATE, to, &data, seal, now, rng),
            }
        });
        Self { code, message, recipient }
    }
}

/// The result of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    Right,
    Wrong,
    Expired,
    /// Too many attempts.
    UsedUp,
}

/// Checks a code and counts the attempt.
pub(crate) fn guess(
    code: &mut OneTimeCode,
    context: &str,
    seal: &MasterKey,
    now: Millis,
    typed: &str,
) -> Result<Guess> {
    if code.expires_at <= now {
        return Ok(Guess::Expired);
    }
    if code.attempts >= MAX_ATTEMPTS {
        return Ok(Guess::UsedUp);
    }
    code.attempts += 1;
    let opened = seal.open(context, &code.sealed).map_err(|error| Error::Internal(error.to_string()))?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let right = bool::from(opened.as_slice().ct_eq(typed.as_bytes()));
    Ok(if right { Guess::Right } else { Guess::Wrong })
}

/// Rejects another code too soon after the last one, or after too many.
pub(crate) fn may_send(last: Option<&OneTimeCode>, sent: u32, now: Millis) -> Result<()> {
    if sent < MAX_SENT && last.is_none_or(|last| now - last.sent_at >= MIN_INTERVAL) {
        return Ok(());
    }
    let long = "A code was sent a moment ago. Check again, or wait before you request another one.";
    Err(refused(Code::TooManyRequests, "too many codes", long))
}
