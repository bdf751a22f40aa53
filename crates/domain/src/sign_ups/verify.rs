use housekey_contract::{Metadata, Millis, SignUpId};
use housekey_store::Tx;
use housekey_store::sign_ups::{self, EmailProof, SignUpRecord};
use rand::Rng;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::{save, unfinished};
use crate::error::{Error, Result, missing, refused};
use crate::messages::{self, NewMessage};
use crate::random;
use crate::seal::MasterKey;

/// Number of digits of a code.
const DIGITS: usize = 6;
/// Lifetime of a code in seconds.
const LIFETIME: i64 = 10 * 60;
/// Maximum number of failed attempts per code.
const MAX_ATTEMPTS: u32 = 3;

/// A code to be sent to an email address.
#[derive(Clone, Debug)]
pub struct NewCode {
    email_address: String,
    sealed: String,
    message: NewMessage,
}

impl NewCode {
    /// Generates a code that verifies a sign-up's email address, and the email that contains it.
    pub fn prepare(
        sign_up: &SignUpRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let email_address = sign_up.email_address.clone().ok_or_else(|| missing("email_address"))?;
        let code = random::digits(rng, DIGITS);
        let data = Metadata::from_iter([("otp_code".to_owned(), json!(code))]);
        let recipient = email_address.as_str();
        let message = messages::email("verification_code", recipient.into(), &data, seal, now, rng);
        let sealed = seal.seal(rng, &context(&sign_up.id), code.as_bytes());
        Ok(Self { email_address, sealed, message })
    }
}

/// Encryption context of a code.
fn context(id: &SignUpId) -> String {
    format!("sign_up_code:{id}")
}

/// Sends a code to a sign-up's email address. It replaces an earlier one.
pub fn send_code(tx: &mut Tx<'_>, now: Millis, id: &SignUpId, new: &NewCode) -> Result<SignUpRecord> {
    let mut sign_up = unfinished(tx, now, id)?;
    if sign_up.email_address.as_ref() != Some(&new.email_address) {
        return Err(refused(409, "conflict", "conflict", "The e-mail address changed meanwhile. Try again."));
    }
    if sign_up.email_proof.as_ref().is_some_and(|proof| proof.verified) {
        return Err(already_verified());
    }
    sign_up.email_proof = Some(EmailProof {
        strategy: "email_code".to_owned(),
        expire_at: Some(now + Millis::from_seconds(LIFETIME)),
        ..EmailProof::default()
    });
    let mut secrets = sign_ups::secrets(tx, id)?;
    secrets.sealed_code = Some(new.sealed.clone());
    sign_ups::save_secrets(tx, id, &secrets)?;
    messages::enqueue(tx, &new.message)?;
    save(tx, now, sign_up)
}

/// Records an entered code and returns whether it was correct. Failed attempts are counted, so don't roll back the
/// transaction.
pub fn attempt_code(
    tx: &mut Tx<'_>,
    seal: &MasterKey,
    now: Millis,
    id: &SignUpId,
    code: &str,
) -> Result<(SignUpRecord, bool)> {
    let mut sign_up = unfinished(tx, now, id)?;
    let mut secrets = sign_ups::secrets(tx, id)?;
    let (Some(proof), Some(sealed)) = (&mut sign_up.email_proof, &secrets.sealed_code) else {
        let long = "No code was sent yet. Ask for one first.";
        return Err(refused(400, "verification_missing", "verification missing", long));
    };
    if proof.verified {
        return Err(already_verified());
    }
    if proof.expire_at.is_none_or(|expire_at| expire_at <= now) {
        return Err(refused(
            400,
            "verification_expired",
            "code expired",
            "This code has expired. Ask for a new one.",
        ));
    }
    if proof.attempts >= MAX_ATTEMPTS {
        let long = "Too many wrong codes were tried. Ask for a new one.";
        return Err(refused(400, "verification_failed", "too many attempts", long));
    }
    let opened = seal.open(&context(id), sealed).map_err(|error| Error::Internal(error.to_string()))?;
    let right = bool::from(opened.as_slice().ct_eq(code.trim().as_bytes()));
    proof.attempts += 1;
    proof.verified = right;
    if right {
        secrets.sealed_code = None;
        sign_ups::save_secrets(tx, id, &secrets)?;
    }
    Ok((save(tx, now, sign_up)?, right))
}

fn already_verified() -> Error {
    let long = "This e-mail address has been verified already.";
    refused(400, "verification_already_verified", "already verified", long)
}
