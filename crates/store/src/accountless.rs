//! Accountless applications. A claim token identifies an instance across all instances, so these queries aren't bound
//! to one.

use housekey_contract::{InstanceId, Millis};

use crate::instances::InstanceRecord;
use crate::tx::document;
use crate::{DatabaseTx, Result};

const INSERT: &str = "INSERT INTO accountless_applications (instance_id, claim_digest, caller, created_at, expires_at) \
                      VALUES ($1, $2, $3, $4, $5)";
const UNCLAIMED: &str = "SELECT COUNT(*) FROM accountless_applications WHERE claimed_at IS NULL";
const UNCLAIMED_FROM: &str =
    "SELECT COUNT(*) FROM accountless_applications WHERE claimed_at IS NULL AND caller = $1";
const EXPIRED: &str = "SELECT instance_id FROM accountless_applications \
                       WHERE claimed_at IS NULL AND expires_at <= $1 ORDER BY expires_at LIMIT 20";
const ELDEST: &str = "SELECT instance_id, created_at FROM accountless_applications \
                      WHERE claimed_at IS NULL ORDER BY created_at LIMIT 1";
const ELDEST_FROM: &str = "SELECT instance_id, created_at FROM accountless_applications \
                           WHERE claimed_at IS NULL AND caller = $1 ORDER BY created_at LIMIT 1";
const CLAIM: &str =
    "UPDATE accountless_applications SET claimed_at = $2 WHERE instance_id = $1 AND claimed_at IS NULL";
const IS_ONE: &str = "SELECT 1 FROM accountless_applications WHERE instance_id = $1";
const BY_CLAIM: &str = "SELECT instances.document, accountless_applications.claimed_at FROM accountless_applications \
                        JOIN instances ON instances.id = accountless_applications.instance_id \
                        WHERE claim_digest = $1";
const OWNED: &str = "SELECT document FROM instances WHERE NOT EXISTS (SELECT 1 FROM accountless_applications \
                     WHERE instance_id = instances.id AND claimed_at IS NULL) ORDER BY created_at, id LIMIT 2";

/// Records an instance as unclaimed.
pub fn insert(
    tx: &mut DatabaseTx<'_>,
    instance: &InstanceId,
    claim_digest: &str,
    caller: &str,
    created_at: Millis,
    expires_at: Millis,
) -> Result<()> {
    let (instance, created_at, expires_at) =
        (instance.as_str().into(), created_at.0.into(), expires_at.0.into());
    tx.execute(INSERT, &[instance, claim_digest.into(), caller.into(), created_at, expires_at]).map(drop)
}

/// Counts the unclaimed instances.
pub fn count_unclaimed(tx: &mut DatabaseTx<'_>) -> Result<u64> {
    Ok(tx.one(UNCLAIMED, &[], |row| row.get(0))?.unwrap_or(0))
}

/// The number of unclaimed applications of one caller.
pub fn count_unclaimed_from(tx: &mut DatabaseTx<'_>, caller: &str) -> Result<u64> {
    Ok(tx.one(UNCLAIMED_FROM, &[caller.into()], |row| row.get(0))?.unwrap_or(0))
}

/// Some of the instances whose claim period has expired.
pub fn expired(tx: &mut DatabaseTx<'_>, now: Millis) -> Result<Vec<InstanceId>> {
    tx.all(EXPIRED, &[now.0.into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// The instance that has been unclaimed for longest, and since when.
pub fn eldest(tx: &mut DatabaseTx<'_>) -> Result<Option<(InstanceId, Millis)>> {
    tx.one(ELDEST, &[], |row| Ok((row.get::<String>(0)?.into(), Millis(row.get(1)?))))
}

/// The oldest unclaimed application of one caller, and when it was created.
pub fn eldest_from(tx: &mut DatabaseTx<'_>, caller: &str) -> Result<Option<(InstanceId, Millis)>> {
    tx.one(ELDEST_FROM, &[caller.into()], |row| Ok((row.get::<String>(0)?.into(), Millis(row.get(1)?))))
}

/// Records an instance as claimed.
pub fn claim(tx: &mut DatabaseTx<'_>, instance: &InstanceId, now: Millis) -> Result<()> {
    tx.execute(CLAIM, &[instance.as_str().into(), now.0.into()]).map(drop)
}

/// Whether an instance was created without an account.
pub fn contains(tx: &mut DatabaseTx<'_>, instance: &InstanceId) -> Result<bool> {
    Ok(tx.one(IS_ONE, &[instance.as_str().into()], |_| Ok(()))?.is_some())
}

/// The instance of a claim token, by the token's digest, and when it was claimed.
pub fn find_by_claim(
    tx: &mut DatabaseTx<'_>,
    digest: &str,
) -> Result<Option<(InstanceRecord, Option<Millis>)>> {
    tx.one(BY_CLAIM, &[digest.into()], |row| Ok((document(row)?, row.get::<Option<i64>>(1)?.map(Millis))))
}

/// The first two instances that aren't unclaimed: two, so that the caller can tell whether there is only one.
pub fn owned(tx: &mut DatabaseTx<'_>) -> Result<Vec<InstanceRecord>> {
    tx.all(OWNED, &[], document)
}
