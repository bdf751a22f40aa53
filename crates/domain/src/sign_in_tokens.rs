//! Sign-in tokens: single-use tickets that sign a user in.

use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_contract::object::SignInTokenStatus;
use housekey_contract::{Millis, SignInTokenId};
use housekey_store::Tx;
use housekey_store::sign_in_tokens::{self, SignInTokenRecord};
use rand::Rng;

use crate::error::{Code, Result, blank, not_allowed, not_found, refused};
use crate::organization_memberships::activate;
use crate::tickets::{self, Issuer, Kind, Refusals, Ticket};
use crate::{random, users};

/// Default lifetime of a ticket in seconds: 30 days.
const LIFETIME: i64 = 30 * 24 * 60 * 60;
/// For how many seconds a ticket can be used at most: ten years, as for tokens.
const MAX_SECONDS: i64 = 315_360_000;
const REFUSALS: Refusals =
    Refusals { used: Code::SignInTokenAlreadyUsedCode, revoked: Code::SignInTokenRevokedCode };

/// A ticket that has been checked as far as it goes without looking at its user.
#[derive(Clone, Debug)]
pub struct NewSignInToken {
    record: SignInTokenRecord,
    /// The ticket. It is shown only once.
    pub ticket: Ticket,
}

impl NewSignInToken {
    /// Checks a request and makes the ticket.
    pub fn check(
        request: CreateSignInToken,
        issuer: Issuer<'_>,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        if request.user_id.as_str().trim().is_empty() {
            return Err(blank("user_id"));
        }
        let seconds = request.expires_in_seconds.unwrap_or(LIFETIME);
        if !(1..=MAX_SECONDS).contains(&seconds) {
            return Err(not_allowed("expires_in_seconds", &format!("between 1 and {MAX_SECONDS}")));
        }
        let id = SignInTokenId::from(random::id(rng, now, SignInTokenId::PREFIX));
        let expires_at = now + Millis::from_seconds(seconds);
        let ticket = issuer.issue(Kind::SignInToken, id.as_str(), expires_at, None, rng);
        let record = SignInTokenRecord {
            id,
            user_id: request.user_id,
            organization_id: request.org_id,
            digest: ticket.digest.clone(),
            status: SignInTokenStatus::Pending,
            expires_at,
            created_at: now,
            updated_at: now,
        };
        Ok(Self { record, ticket })
    }
}

/// Creates a sign-in token.
pub fn create(tx: &mut Tx<'_>, new: &NewSignInToken) -> Result<SignInTokenRecord> {
    let user = users::get(tx, &new.record.user_id)?;
    let mut record = new.record.clone();
    if let Some(organization) = &record.organization_id {
        record.organization_id = Some(activate(tx, organization, &user.id)?);
    }
    sign_in_tokens::insert(tx, &record)?;
    Ok(record)
}

/// Revokes a ticket that hasn't been used yet.
pub fn revoke(tx: &mut Tx<'_>, id: &SignInTokenId) -> Result<SignInTokenRecord> {
    let record = sign_in_tokens::find(tx, id)?.ok_or_else(|| not_found("sign-in token", id.as_str()))?;
    if record.status != SignInTokenStatus::Pending {
        let long = format!("The sign-in token is {}. Only pending tokens can be revoked.", record.status);
        return Err(refused(Code::SignInTokenCannotBeRevokedCode, "cannot revoke", long));
    }
    settle(tx, record, SignInTokenStatus::Revoked)
}

/// The ticket with this digest, if it can be used.
pub fn presented(tx: &mut Tx<'_>, digest: &str) -> Result<SignInTokenRecord> {
    let record = sign_in_tokens::find_by_digest(tx, digest)?.ok_or_else(tickets::unknown)?;
    REFUSALS.unless_pending(record.status.as_str(), record.expires_at, tx.now())?;
    Ok(record)
}

/// Redeems the ticket with this digest. This succeeds only once.
pub fn redeem(tx: &mut Tx<'_>, digest: &str) -> Result<SignInTokenRecord> {
    let record = presented(tx, digest)?;
    settle(tx, record, SignInTokenStatus::Accepted)
}

fn settle(
    tx: &mut Tx<'_>,
    record: SignInTokenRecord,
    status: SignInTokenStatus,
) -> Result<SignInTokenRecord> {
    let record = SignInTokenRecord { status, updated_at: tx.now(), ..record };
    sign_in_tokens::update(tx, &record)?;
    Ok(record)
}
