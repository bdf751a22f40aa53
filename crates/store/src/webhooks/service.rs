use housekey_contract::Millis;

use crate::{Result, Tx};

const TURN_ON: &str = "INSERT INTO webhook_services (instance_id, created_at) VALUES ($1, $2) \
                       ON CONFLICT (instance_id) DO NOTHING";
const IS_ON: &str = "SELECT 1 FROM webhook_services WHERE instance_id = $1";
/// The tables cleared when the service is disabled.
const TABLES: [&str; 6] = [
    "webhook_services",
    "webhook_passes",
    "webhook_endpoints",
    "webhook_deliveries",
    "webhook_messages",
    "events",
];
const ADD_PASS: &str =
    "INSERT INTO webhook_passes (instance_id, digest, kind, expires_at) VALUES ($1, $2, $3, $4)";
const TAKE_PASS: &str =
    "DELETE FROM webhook_passes WHERE instance_id = $1 AND digest = $2 AND kind = $3 AND expires_at > $4";
const HOLDS: &str =
    "SELECT 1 FROM webhook_passes WHERE instance_id = $1 AND digest = $2 AND kind = $3 AND expires_at > $4";
const FORGET_PASSES: &str = "DELETE FROM webhook_passes WHERE instance_id = $1 AND expires_at <= $2";

/// What grants access to the webhook dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A link, for a single use.
    Link,
    /// A browser that redeemed a link.
    Browser,
}

impl Pass {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Browser => "browser",
        }
    }
}

/// Enables the service; false if it already is.
pub fn turn_on(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.execute(TURN_ON, &[tx.now().0.into()])? > 0)
}

/// Whether the service is enabled.
pub fn is_on(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one(IS_ON, &[], |_| Ok(()))?.is_some())
}

/// Disables the service and deletes its data; false if it wasn't enabled.
pub fn turn_off(tx: &mut Tx<'_>) -> Result<bool> {
    let was_on = is_on(tx)?;
    for table in TABLES {
        tx.execute(&format!("DELETE FROM {table} WHERE instance_id = $1"), &[])?;
    }
    Ok(was_on)
}

/// Adds a pass by its digest, and deletes those that expired by `now`.
pub fn add_pass(tx: &mut Tx<'_>, pass: Pass, digest: &str, expires_at: Millis) -> Result<()> {
    tx.execute(FORGET_PASSES, &[tx.now().0.into()])?;
    tx.execute(ADD_PASS, &[digest.into(), pass.as_str().into(), expires_at.0.into()]).map(drop)
}

/// Redeems a pass; false if it isn't valid.
pub fn take_pass(tx: &mut Tx<'_>, pass: Pass, digest: &str) -> Result<bool> {
    Ok(tx.execute(TAKE_PASS, &[digest.into(), pass.as_str().into(), tx.now().0.into()])? > 0)
}

/// Whether a pass is valid.
pub fn has_pass(tx: &mut Tx<'_>, pass: Pass, digest: &str) -> Result<bool> {
    Ok(tx.one(HOLDS, &[digest.into(), pass.as_str().into(), tx.now().0.into()], |_| Ok(()))?.is_some())
}
