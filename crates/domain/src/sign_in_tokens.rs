//! Sign-in tokens: tickets with which a user can sign in once.

use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_contract::object::SignInTokenStatus;
use housekey_contract::{InstanceId, Metadata, Millis, SignInTokenId};
use housekey_store::InstanceTx;
use housekey_store::sign_in_tokens::{self, SignInTokenRecord};
use rand::Rng;
use serde_json::json;

use crate::error::{Error, Result, blank, not_allowed, not_found, refused};
use crate::jwt::{self, Extras};
use crate::keys::SigningKey;
use crate::{random, users};

/// For how many seconds a ticket can be used unless the request says otherwise: 30 days.
const LIFETIME: i64 = 30 * 24 * 60 * 60;
/// For how many seconds a ticket can be used at most: ten years, as for tokens.
const LONGEST: i64 = 315_360_000;

/// A ticket that has been checked as far as it goes without looking at its user.
#[derive(Clone, Debug)]
pub struct NewSignInToken {
    record: SignInTokenRecord,
    /// The ticket itself, which is shown once.
    pub ticket: String,
}

impl NewSignInToken {
    /// Checks a request and signs the ticket, which takes 0.3 ms: call it outside a transaction.
    ///
    /// The ticket is a JWT as Clerk's are, so that what reads its kind or its end still can. It is known by its digest, so
    /// it also holds a random text, which makes it impossible to guess even for whoever has the signing key.
    pub fn check(
        request: CreateSignInToken,
        instance: &InstanceId,
        key: &SigningKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        if request.user_id.as_str().trim().is_empty() {
            return Err(blank("user_id"));
        }
        // There are no organizations yet.
        if let Some(organization) = request.org_id {
            return Err(not_found("organization", organization.as_str()));
        }
        let seconds = request.expires_in_seconds.unwrap_or(LIFETIME);
        if !(1..=LONGEST).contains(&seconds) {
            return Err(not_allowed("expires_in_seconds", &format!("between 1 and {LONGEST}")));
        }
        let id = SignInTokenId::from(random::id(rng, now, SignInTokenId::PREFIX));
        let claims = json!({
            "exp": now.seconds() + seconds,
            "iid": instance,
            "jti": random::token(rng, ""),
            "sid": id,
            "st": "sign_in_token",
        });
        let claims: Metadata = claims.as_object().cloned().unwrap_or_default();
        let ticket = jwt::sign(key, Extras::default(), &claims);
        let record = SignInTokenRecord {
            id,
            user_id: request.user_id,
            digest: random::hash_token(&ticket),
            status: SignInTokenStatus::Pending,
            expires_at: now + Millis::from_seconds(seconds),
            created_at: now,
            updated_at: now,
            ..SignInTokenRecord::default()
        };
        Ok(Self { record, ticket })
    }
}

/// Creates a ticket for a user.
pub fn create(tx: &mut InstanceTx<'_, '_>, new: &NewSignInToken) -> Result<SignInTokenRecord> {
    users::get(tx, &new.record.user_id)?;
    sign_in_tokens::insert(tx, &new.record)?;
    Ok(new.record.clone())
}

/// Revokes a ticket that has not been used.
pub fn revoke(tx: &mut InstanceTx<'_, '_>, now: Millis, id: &SignInTokenId) -> Result<SignInTokenRecord> {
    let record = sign_in_tokens::find(tx, id)?.ok_or_else(|| not_found("sign-in token", id.as_str()))?;
    if record.status != SignInTokenStatus::Pending {
        let long = format!("The sign-in token is {}. Only pending ones can be revoked.", record.status);
        return Err(refused(400, "sign_in_token_cannot_be_revoked_code", "cannot revoke", long));
    }
    settle(tx, now, record, SignInTokenStatus::Revoked)
}

/// Uses a ticket up, by the digest of what was presented. It succeeds once.
pub fn redeem(tx: &mut InstanceTx<'_, '_>, now: Millis, digest: &str) -> Result<SignInTokenRecord> {
    let unknown = || refusal("ticket_invalid_code", "This ticket is not valid.");
    let record = sign_in_tokens::find_by_digest(tx, digest)?.ok_or_else(unknown)?;
    match record.status {
        SignInTokenStatus::Pending if record.expires_at <= now => {
            Err(refusal("ticket_expired_code", "This ticket has expired. Ask for a new one."))
        }
        SignInTokenStatus::Pending => settle(tx, now, record, SignInTokenStatus::Accepted),
        SignInTokenStatus::Accepted => Err(refusal(
            "sign_in_token_already_used_code",
            "This ticket has been used. Each can be used once.",
        )),
        _ => Err(refusal("sign_in_token_revoked_code", "This ticket has been revoked.")),
    }
}

fn settle(
    tx: &mut InstanceTx<'_, '_>,
    now: Millis,
    record: SignInTokenRecord,
    status: SignInTokenStatus,
) -> Result<SignInTokenRecord> {
    let record = SignInTokenRecord { status, updated_at: now, ..record };
    sign_in_tokens::update(tx, &record)?;
    Ok(record)
}

fn refusal(code: &str, long_message: &str) -> Error {
    refused(400, code, "ticket refused", long_message)
}
