use housekey_contract::{Millis, SignUpId};
use housekey_store::Tx;
use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use housekey_store::sign_ups::{self, EmailProof, SignUpRecord};
use rand::Rng;

use super::{save, unfinished};
use crate::codes::{self, CodeRecipient, Guess, NewCode};
use crate::error::{Code, Error, Result, missing, refused};
use crate::messages;
use crate::seal::MasterKey;

/// Generates a code that verifies a sign-up's email address, and the email that contains it.
pub fn new_code(
    sign_up: &SignUpRecord,
    instance: &InstanceRecord,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> Result<NewCode> {
    let to = sign_up.email_address.clone().ok_or_else(|| missing("email_address"))?;
    let recipient = CodeRecipient { kind: MessageKind::Email, to, user_id: None, identification_id: None };
    Ok(NewCode::generate(Some(recipient), &context(&sign_up.id), instance, seal, now, rng))
}

/// Encryption context of a code.
fn context(id: &SignUpId) -> String {
    format!("sign_up_code:{id}")
}

/// Sends a code to a sign-up's email address. It replaces an earlier one.
pub fn send_code(tx: &mut Tx<'_>, now: Millis, id: &SignUpId, new: &NewCode) -> Result<SignUpRecord> {
    let mut sign_up = unfinished(tx, now, id)?;
    if sign_up.email_address.as_ref() != new.recipient.as_ref().map(|recipient| &recipient.to) {
        return Err(refused(
            Code::Conflict,
            "conflict",
            "The email address was changed in the meantime. Try again.",
        ));
    }
    if sign_up.email_proof.as_ref().is_some_and(|proof| proof.verified) {
        return Err(already_verified());
    }
    let mut secrets = sign_ups::secrets(tx, id)?;
    codes::may_send(secrets.code.as_ref(), sign_up.codes_sent, now)?;
    sign_up.codes_sent += 1;
    sign_up.email_proof = Some(EmailProof {
        strategy: "email_code".to_owned(),
        expire_at: Some(new.code.expires_at),
        ..EmailProof::default()
    });
    secrets.code = Some(new.code.clone());
    sign_ups::save_secrets(tx, id, &secrets)?;
    if let Some(message) = &new.message {
        messages::enqueue(tx, message)?;
    }
    save(tx, now, sign_up)
}

/// Records an entered code and returns whether it was correct. Failed attempts are counted, so don't roll back the
/// transaction.
pub fn attempt_code(
    tx: &mut Tx<'_>,
    seal: &MasterKey,
    now: Millis,
    id: &SignUpId,
    typed: &str,
) -> Result<(SignUpRecord, bool)> {
    let mut sign_up = unfinished(tx, now, id)?;
    let mut secrets = sign_ups::secrets(tx, id)?;
    if sign_up.email_proof.as_ref().is_some_and(|proof| proof.verified) {
        return Err(already_verified());
    }
    let (Some(proof), Some(code)) = (&mut sign_up.email_proof, &mut secrets.code) else {
        let long = "No code was sent yet. Ask for one first.";
        return Err(refused(Code::VerificationMissing, "verification missing", long));
    };
    let guess = codes::guess(code, &context(id), seal, now, typed)?;
    (proof.attempts, proof.verified) = (code.attempts, guess == Guess::Right);
    match guess {
        Guess::Expired => return Err(expired()),
        Guess::UsedUp => return Err(used_up()),
        Guess::Right => secrets.code = None,
        Guess::Wrong => {}
    }
    sign_ups::save_secrets(tx, id, &secrets)?;
    Ok((save(tx, now, sign_up)?, guess == Guess::Right))
}

fn expired() -> Error {
    refused(Code::VerificationExpired, "code expired", "This code has expired. Ask for a new one.")
}

fn used_up() -> Error {
    let long = "Too many wrong codes were tried. Ask for a new one.";
    refused(Code::VerificationFailed, "too many attempts", long)
}

fn already_verified() -> Error {
    let long = "This email address is already verified.";
    refused(Code::VerificationAlreadyVerified, "already verified", long)
}
