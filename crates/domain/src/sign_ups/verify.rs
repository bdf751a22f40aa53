use housekey_contract::{Millis, SignUpId};
use housekey_store::Tx;
use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use housekey_store::sign_ins::OneTimeCode;
use housekey_store::sign_ups::{self, IdentifierProof, SignUpRecord, SignUpSecrets};
use housekey_store::strategy::Strategy;
use rand::Rng;

use super::{Provable, save, unfinished};
use crate::codes::{self, CodeRecipient, Guess, NewCode};
use crate::error::{Code, Error, Result, missing, refused};
use crate::messages;
use crate::seal::MasterKey;

/// Generates a code that verifies a sign-up's email address or phone number, and the message that contains it.
pub fn new_code(
    sign_up: &SignUpRecord,
    what: Provable,
    instance: &InstanceRecord,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<NewCode> {
    let to = what.value(sign_up).cloned().ok_or_else(|| missing(what.field()))?;
    let kind = match what {
        Provable::EmailAddress => MessageKind::Email,
        Provable::PhoneNumber => MessageKind::Sms,
    };
    let recipient = CodeRecipient { kind, to, user_id: None, identification_id: None };
    Ok(NewCode::generate(Some(recipient), &context(&sign_up.id, what), instance, seal, now, rng))
}

/// Encryption context of a code.
fn context(id: &SignUpId, what: Provable) -> String {
    format!("sign_up_code:{id}:{}", what.field())
}

fn code_of(secrets: &mut SignUpSecrets, what: Provable) -> &mut Option<OneTimeCode> {
    match what {
        Provable::EmailAddress => &mut secrets.email_code,
        Provable::PhoneNumber => &mut secrets.phone_code,
    }
}

/// Sends a code to a sign-up's email address or phone number. It replaces an earlier one.
pub fn send_code(tx: &mut Tx<'_>, id: &SignUpId, what: Provable, new: &NewCode) -> Result<SignUpRecord> {
    let mut sign_up = unfinished(tx, id)?;
    if what.value(&sign_up) != new.recipient.as_ref().map(|recipient| &recipient.to) {
        let long = format!("The {} changed in the meantime. Try again.", what.field());
        return Err(refused(Code::Conflict, "conflict", long));
    }
    if what.proof(&mut sign_up).as_ref().is_some_and(|proof| proof.verified) {
        return Err(already_verified(what));
    }
    let mut secrets = sign_ups::secrets(tx, id)?;
    codes::may_send(code_of(&mut secrets, what).as_ref(), sign_up.codes_sent, tx.now())?;
    sign_up.codes_sent += 1;
    let strategy = match what {
        Provable::EmailAddress => Strategy::EmailCode,
        Provable::PhoneNumber => Strategy::PhoneCode,
    };
    let expire_at = Some(new.code.expires_at);
    *what.proof(&mut sign_up) = Some(IdentifierProof { strategy, expire_at, ..IdentifierProof::default() });
    *code_of(&mut secrets, what) = Some(new.code.clone());
    sign_ups::save_secrets(tx, id, &secrets)?;
    if let Some(message) = &new.message {
        messages::enqueue(tx, message)?;
    }
    save(tx, sign_up)
}

/// Records an entered code and returns whether it was correct. Failed attempts are counted, so don't roll back the
/// transaction.
pub fn attempt_code(
    tx: &mut Tx<'_>,
    seal: &MasterKey,
    id: &SignUpId,
    what: Provable,
    typed: &str,
) -> Result<(SignUpRecord, bool)> {
    let now = tx.now();
    let mut sign_up = unfinished(tx, id)?;
    let mut secrets = sign_ups::secrets(tx, id)?;
    if what.proof(&mut sign_up).as_ref().is_some_and(|proof| proof.verified) {
        return Err(already_verified(what));
    }
    let (Some(proof), Some(code)) = (what.proof(&mut sign_up), code_of(&mut secrets, what)) else {
        let long = "No code was sent yet. Request one first.";
        return Err(refused(Code::VerificationMissing, "verification missing", long));
    };
    let guess = codes::guess(code, &context(id, what), seal, now, typed)?;
    (proof.attempts, proof.verified) = (code.attempts, guess == Guess::Right);
    match guess {
        Guess::Expired => return Err(expired()),
        Guess::UsedUp => return Err(used_up()),
        Guess::Right => *code_of(&mut secrets, what) = None,
        Guess::Wrong => {}
    }
    sign_ups::save_secrets(tx, id, &secrets)?;
    Ok((save(tx, sign_up)?, guess == Guess::Right))
}

fn expired() -> Error {
    refused(Code::VerificationExpired, "code expired", "This code has expired. Ask for a new one.")
}

fn used_up() -> Error {
    let long = "Too many wrong codes were tried. Ask for a new one.";
    refused(Code::VerificationFailed, "too many attempts", long)
}

fn already_verified(what: Provable) -> Error {
    let long = format!("This {} is already verified.", what.field().replace('_', " "));
    refused(Code::VerificationAlreadyVerified, "already verified", long)
}
