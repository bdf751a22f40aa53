//! Actor tokens: single-use tickets for impersonating a user.

use housekey_contract::backend::actor_tokens::CreateActorToken;
use housekey_contract::object::ActorTokenStatus;
use housekey_contract::{ActorTokenId, Metadata, Millis};
use housekey_store::Tx;
use housekey_store::actor_tokens::{self, ActorTokenRecord};
use rand::Rng;

use crate::error::{Code, Result, blank, malformed, missing, not_allowed, not_found, refused, too_large};
use crate::tickets::{self, Issuer, Kind, Refusals, Ticket};
use crate::{random, users};

/// Default lifetime of a ticket in seconds.
const LIFETIME: i64 = 60 * 60;
/// Default maximum duration of a session in seconds.
const SESSION: i64 = 30 * 60;
/// Maximum of either in seconds: ten years, as for tokens.
const MAX_SECONDS: i64 = 315_360_000;
/// The most bytes of an actor. It stands in every session token, and those in cookies, which hold 4 KiB.
const MAX_ACTOR_BYTES: usize = 1024;
const REFUSALS: Refusals =
    Refusals { used: Code::ActorTokenAlreadyUsedCode, revoked: Code::ActorTokenRevokedCode };

/// A ticket that has been checked as far as it goes without looking at its user.
#[derive(Clone, Debug)]
pub struct NewActorToken {
    record: ActorTokenRecord,
    /// The ticket. It is shown only once.
    pub ticket: Ticket,
}

impl NewActorToken {
    /// Checks a request and makes the ticket.
    pub fn check(
        request: CreateActorToken,
        issuer: Issuer<'_>,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        if request.user_id.as_str().trim().is_empty() {
            return Err(blank("user_id"));
        }
        check_actor(&request.actor)?;
        let lifetime = seconds("expires_in_seconds", request.expires_in_seconds, LIFETIME)?;
        let session = request.session_max_duration_in_seconds;
        let session_seconds = seconds("session_max_duration_in_seconds", session, SESSION)?;
        let id = ActorTokenId::from(random::id(rng, now, ActorTokenId::PREFIX));
        let expires_at = now + Millis::from_seconds(lifetime);
        let ticket = issuer.issue(Kind::ActorToken, id.as_str(), expires_at, None, rng);
        let record = ActorTokenRecord {
            id,
            user_id: request.user_id,
            actor: request.actor,
            session_seconds,
            digest: ticket.digest.clone(),
            status: ActorTokenStatus::Pending,
            expires_at,
            created_at: now,
            updated_at: now,
        };
        Ok(Self { record, ticket })
    }
}

fn check_actor(actor: &Metadata) -> Result<()> {
    match actor.get("sub") {
        None => return Err(missing("actor.sub")),
        Some(sub) if sub.as_str().is_none_or(|sub| sub.trim().is_empty()) => {
            return Err(malformed("actor.sub", "the actor's user id, as a string"));
        }
        Some(_) => {}
    }
    let size = serde_json::to_vec(actor).map_or(usize::MAX, |json| json.len());
    if size > MAX_ACTOR_BYTES { Err(too_large("actor", MAX_ACTOR_BYTES)) } else { Ok(()) }
}

fn seconds(param: &str, given: Option<i64>, default: i64) -> Result<i64> {
    let seconds = given.unwrap_or(default);
    if (1..=MAX_SECONDS).contains(&seconds) {
        return Ok(seconds);
    }
    Err(not_allowed(param, &format!("between 1 and {MAX_SECONDS}")))
}

/// Creates an actor token.
pub fn create(tx: &mut Tx<'_>, new: &NewActorToken) -> Result<ActorTokenRecord> {
    users::get(tx, &new.record.user_id)?;
    actor_tokens::insert(tx, &new.record)?;
    Ok(new.record.clone())
}

/// Revokes a ticket that hasn't been used yet.
pub fn revoke(tx: &mut Tx<'_>, id: &ActorTokenId) -> Result<ActorTokenRecord> {
    let record = actor_tokens::find(tx, id)?.ok_or_else(|| not_found("actor token", id.as_str()))?;
    if record.status != ActorTokenStatus::Pending {
        let long = format!("The actor token is {}. Only pending tokens can be revoked.", record.status);
        return Err(refused(Code::ActorTokenCannotBeRevokedCode, "cannot revoke", long));
    }
    settle(tx, record, ActorTokenStatus::Revoked)
}

/// The ticket with this digest, if it can be used.
pub fn presented(tx: &mut Tx<'_>, digest: &str) -> Result<ActorTokenRecord> {
    let record = actor_tokens::find_by_digest(tx, digest)?.ok_or_else(tickets::unknown)?;
    REFUSALS.unless_pending(record.status.as_str(), record.expires_at, tx.now())?;
    Ok(record)
}

/// Redeems the ticket with this digest. This succeeds only once.
pub fn redeem(tx: &mut Tx<'_>, digest: &str) -> Result<ActorTokenRecord> {
    let record = presented(tx, digest)?;
    settle(tx, record, ActorTokenStatus::Accepted)
}

fn settle(tx: &mut Tx<'_>, record: ActorTokenRecord, status: ActorTokenStatus) -> Result<ActorTokenRecord> {
    let record = ActorTokenRecord { status, updated_at: tx.now(), ..record };
    actor_tokens::update(tx, &record)?;
    Ok(record)
}
