use housekey_contract::{IdentificationId, Metadata, Millis, UserId};
use housekey_store::Tx;
use housekey_store::messages::MessageKind;
use housekey_store::oauth_visits::{self, OAuthVisitRecord, SentCode};
use housekey_store::users::{self as records, EmailAddressRecord, UserRecord};
use rand::Rng;
use subtle::ConstantTimeEq;

use super::super::visits::{VisitKey, visit};
use super::second_factor::{number_of, proved};
use super::{Proof, SigningIn, first_factor, hide_lock, sign_in, who, wrong};
use crate::error::{Result, refused};
use crate::messages::{self, NewMessage};
use crate::seal::MasterKey;
use crate::{identifiers, random, users, verification};

/// For how long a code is good.
const CODE_LIFETIME: Millis = Millis::from_seconds(10 * 60);
/// How often one code may be guessed.
const GUESSES: u32 = 5;
/// How many codes may be sent in one visit, and to one user at a time.
const MAX_CODES: u32 = 5;
/// How much time must pass between two codes of a visit.
const BETWEEN_CODES: Millis = Millis::from_seconds(30);
/// How many digits a code has.
const DIGITS: usize = 6;
/// The template that brings codes.
const TEMPLATE: &str = "verification_code";

/// Whose code it would be, and where it would be sent.
#[derive(Clone, Debug)]
pub struct CodeRecipient {
    user_id: UserId,
    kind: MessageKind,
    identification_id: IdentificationId,
    /// The e-mail address or the phone number.
    to: String,
}

/// Who would be sent a code, if anybody has this e-mail address.
pub fn code_recipient(tx: &mut Tx<'_>, now: Millis, identifier: &str) -> Result<Option<CodeRecipient>> {
    let Some(user_id) = who(tx, identifier)? else { return Ok(None) };
    let user = users::get(tx, &user_id)?;
    if user.banned || users::is_locked(&user, now) {
        return Ok(None);
    }
    let typed = identifiers::email_address(identifier).ok();
    let verified = |address: &&EmailAddressRecord| verification::is_verified(address.verification.as_ref());
    let mut addresses = user.email_addresses.iter().filter(verified);
    let address = match typed {
        Some(typed) => addresses.find(|address| address.value == typed),
        None => addresses.find(|address| Some(&address.id) == user.primary_email_address_id.as_ref()),
    };
    Ok(address.map(|address| CodeRecipient {
        user_id,
        kind: MessageKind::Email,
        identification_id: address.id.as_str().into(),
        to: address.value.clone(),
    }))
}

/// Who is sent a code by SMS: whoever has shown a first factor, if a phone number is their second one.
pub fn sms_recipient(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<CodeRecipient> {
    let user_id = proved(tx, now, key)?;
    let user = users::get(tx, &user_id)?;
    let number = number_of(&user).ok_or_else(|| {
        let long = "No phone number is set up as a second factor.";
        refused(422, "strategy_for_user_invalid", "no second factor by SMS", long)
    })?;
    Ok(CodeRecipient {
        kind: MessageKind::Sms,
        identification_id: number.id.as_str().into(),
        to: number.value.clone(),
        user_id: user.id,
    })
}

/// Makes a code, and the message that brings it, if there is somebody to bring it to. Call it outside a transaction.
pub fn new_code(
    recipient: Option<CodeRecipient>,
    identifier: &str,
    key: &VisitKey,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> (SentCode, Option<NewMessage>) {
    let code = random::digits(rng, DIGITS);
    let sent = SentCode {
        user_id: recipient.as_ref().map(|recipient| recipient.user_id.clone()),
        identifier: identifier.to_owned(),
        is_second_factor: recipient.as_ref().is_some_and(|recipient| recipient.kind == MessageKind::Sms),
        digest: code_digest(key, &code),
        guesses_left: GUESSES,
        sent_at: now,
        expires_at: now + CODE_LIFETIME,
    };
    let message = recipient.map(|recipient| {
        let to = messages::Recipient {
            to: recipient.to,
            user_id: Some(recipient.user_id),
            identification_id: Some(recipient.identification_id),
        };
        let mut data = Metadata::new();
        data.insert("otp_code".into(), code.into());
        match recipient.kind {
            MessageKind::Email => messages::email(TEMPLATE, to, &data, seal, now, rng),
            MessageKind::Sms => messages::sms(TEMPLATE, to, &data, seal, now, rng),
        }
    });
    (sent, message)
}

/// Sends a code, and replaces the one before.
pub fn note_code(
    tx: &mut Tx<'_>,
    now: Millis,
    key: &VisitKey,
    sent: &SentCode,
    message: Option<&NewMessage>,
) -> Result<()> {
    let mut visit = visit(tx, now, key)?;
    let too_soon = visit.code.as_ref().is_some_and(|code| now - code.sent_at < BETWEEN_CODES);
    if too_soon || visit.codes_sent >= MAX_CODES {
        let long = "A code was sent a moment ago. Look for it once more, or wait before you ask for another.";
        return Err(refused(429, "too_many_requests", "too many codes", long));
    }
    let is_flooded = match &sent.user_id {
        Some(user) => oauth_visits::with_code_of(tx, user)? >= u64::from(MAX_CODES),
        None => false,
    };
    if let Some(message) = message.filter(|_| !is_flooded) {
        messages::enqueue(tx, message)?;
    }
    visit.codes_sent += 1;
    if !sent.is_second_factor {
        visit.proved = None;
    }
    visit.code = Some(sent.clone());
    Ok(oauth_visits::update(tx, &visit)?)
}

/// Whom the code was sent to that a visit waits for, if it was sent to anybody.
pub fn code_owner(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<Option<UserRecord>> {
    let owner = visit(tx, now, key)?.code.and_then(|code| code.user_id);
    Ok(owner.map(|owner| records::find(tx, &owner)).transpose()?.flatten())
}

/// Takes note of a code that was typed. A right one is good for one sign-in.
pub fn settle_code(tx: &mut Tx<'_>, signing_in: &SigningIn, typed: &str) -> Result<Proof> {
    let SigningIn { key, settings, now, lock_notice, .. } = signing_in;
    let mut visit = visit(tx, *now, key)?;
    let usable = |code: &SentCode| code.expires_at > *now && code.guesses_left > 0;
    let Some(mut code) = visit.code.clone().filter(usable) else { return wrong(tx, visit) };
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let right: bool = code_digest(key, &typed).as_bytes().ct_eq(code.digest.as_bytes()).into();
    let proved = match &code.user_id {
        Some(user) => {
            let notice = lock_notice.as_ref();
            hide_lock(users::settle_proof(tx, settings, user, right, notice))?.is_some() && right
        }
        None => false,
    };
    match code.user_id.clone().filter(|_| proved) {
        Some(user_id) if code.is_second_factor => return complete(tx, signing_in, visit, &user_id),
        Some(user_id) => return first_factor(tx, signing_in, &mut visit, user_id, "email_code"),
        None => {}
    }
    code.guesses_left -= 1;
    visit.code = Some(code);
    wrong(tx, visit)
}

/// A second factor completes the first one of the same user, and of nobody else.
pub(super) fn complete(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    mut visit: OAuthVisitRecord,
    user_id: &UserId,
) -> Result<Proof> {
    match visit.proved.take() {
        Some(proved) if proved.user_id == *user_id => {
            sign_in(tx, signing_in, &mut visit, user_id, &proved.strategy, true)
        }
        _ => wrong(tx, visit),
    }
}

/// A code has too few digits for a hash of its own; with what only the browser knows there is nothing to try them on.
fn code_digest(key: &VisitKey, code: &str) -> String {
    random::hash_token(&format!("{}:{code}", key.secret))
}
