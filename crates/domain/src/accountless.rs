//! Accountless applications: each has its own development instance, which is deleted after a while unless claimed.

use housekey_contract::{InstanceId, Millis};
use housekey_store::instances::{self as records, Environment, InstanceRecord, SecretKeyRecord};
use housekey_store::{DatabaseTx, accountless};
use rand::Rng;

use crate::error::{Code, Error, Result, refused};
use crate::instances;
use crate::random;

/// How long an application can be claimed.
const LIFETIME: Millis = Millis::from_seconds(7 * 24 * 3600);
/// Minimum time before an unclaimed application is deleted to make room for others.
const GRACE: Millis = Millis::from_seconds(3600);

/// Generates a claim token. It is shown only once, in the claim URL.
pub fn new_claim(rng: &mut (impl Rng + ?Sized)) -> String {
    random::token(rng, "")
}

/// Whether this server offers accountless applications by default: not if it serves real users, that is, if its first
/// instance is a production instance.
pub fn suits(tx: &mut DatabaseTx<'_>) -> Result<bool> {
    Ok(records::first(tx)?.is_none_or(|first| first.environment == Environment::Development))
}

/// A new application.
#[derive(Clone, Copy, Debug)]
pub struct NewApplication<'a> {
    /// Its instance.
    pub instance: &'a InstanceRecord,
    /// The instance's secret key.
    pub key: &'a SecretKeyRecord,
    /// The token with which it can be claimed.
    pub claim: &'a str,
    /// Stands for whoever asked for it.
    pub caller: &'a str,
}

/// How many applications may be unclaimed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// In all.
    pub all: u64,
    /// Of one caller's.
    pub from_one: u64,
}

/// Adds an application with its instance. Returns the instances to delete: expired ones, and the oldest if a
/// limit is reached.
pub fn create(
    tx: &mut DatabaseTx<'_>,
    now: Millis,
    new: &NewApplication<'_>,
    limits: Limits,
) -> Result<Vec<InstanceId>> {
    let mut gone = accountless::expired(tx, now)?;
    for id in &gone {
        records::delete(tx, id)?;
    }
    // Whoever creates many displaces their own, not those of others.
    if accountless::count_unclaimed_from(tx, new.caller)? >= limits.from_one {
        let eldest = accountless::eldest_from(tx, new.caller)?;
        gone.push(make_room(tx, now, eldest)?);
    } else if accountless::count_unclaimed(tx)? >= limits.all {
        let eldest = accountless::eldest(tx)?;
        gone.push(make_room(tx, now, eldest)?);
    }
    instances::create(tx, new.instance, new.key)?;
    let claim = random::hash_token(new.claim);
    accountless::insert(tx, &new.instance.id, &claim, new.caller, now, now + LIFETIME)?;
    Ok(gone)
}

fn make_room(
    tx: &mut DatabaseTx<'_>,
    now: Millis,
    eldest: Option<(InstanceId, Millis)>,
) -> Result<InstanceId> {
    match eldest {
        Some((id, created_at)) if now - created_at >= GRACE => {
            records::delete(tx, &id)?;
            Ok(id)
        }
        _ => {
            let long = "This server creates no more accountless applications at the moment. Claim an existing one, or try again in an hour.";
            Err(refused(Code::TooManyRequests, "too many applications", long))
        }
    }
}

/// Claims the application of an instance, so that it is kept. Idempotent.
pub fn complete(tx: &mut DatabaseTx<'_>, now: Millis, instance: &InstanceId) -> Result<()> {
    if !accountless::contains(tx, instance)? {
        let long =
            "This secret key doesn't belong to an accountless application, so there is nothing to claim.";
        return Err(refused(Code::ResourceNotFound, "not found", long));
    }
    Ok(accountless::claim(tx, instance, now)?)
}

/// The instance of a claim token, and whether it is already claimed.
pub fn by_claim(tx: &mut DatabaseTx<'_>, claim: &str) -> Result<(InstanceRecord, bool)> {
    let found = accountless::find_by_claim(tx, &random::hash_token(claim))?;
    let (instance, claimed_at) = found.ok_or_else(unknown_claim)?;
    Ok((instance, claimed_at.is_some()))
}

/// Claims the application of a claim token.
pub fn claim(tx: &mut DatabaseTx<'_>, now: Millis, claim: &str) -> Result<InstanceRecord> {
    let (instance, _) = by_claim(tx, claim)?;
    accountless::claim(tx, &instance.id, now)?;
    Ok(instance)
}

fn unknown_claim() -> Error {
    let long = "This application was deleted because it wasn't claimed in time, or the link is incomplete.";
    refused(Code::ResourceNotFound, "not found", long)
}
