use housekey_contract::Millis;
use housekey_store::Tx;
use housekey_store::webhooks::{self, Pass};
use rand::Rng;

use crate::error::{Code, Error, Result, refused};
use crate::random;

/// Lifetime of a dashboard link, and of a browser's access.
const LINK: Millis = Millis::from_seconds(10 * 60);
const VISIT: Millis = Millis::from_seconds(8 * 60 * 60);

/// A link to the webhook dashboard. Only its digest is stored.
#[derive(Clone)]
pub struct Link {
    /// The secret in the link.
    pub key: String,
    digest: String,
}

/// Enables the webhook service.
pub fn turn_on(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::turn_on(tx)? {
        return Ok(());
    }
    let long =
        "The webhook service is already enabled. Get the URL of its page with POST /webhooks/svix_url.";
    Err(refused(Code::SvixAppExists, "already on", long))
}

/// Enables the webhook service, if disabled.
pub fn ensure_on(tx: &mut Tx<'_>) -> Result<()> {
    webhooks::turn_on(tx)?;
    Ok(())
}

/// Disables the webhook service and deletes its endpoints and pending deliveries.
pub fn turn_off(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::turn_off(tx)? { Ok(()) } else { Err(off()) }
}

/// Fails if the webhook service is disabled.
pub fn refuse_off(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::is_on(tx)? { Ok(()) } else { Err(off()) }
}

fn off() -> Error {
    let long = "The webhook service is disabled. Enable it with POST /webhooks/svix.";
    refused(Code::SvixAppMissing, "not on", long)
}

/// Generates a dashboard link.
pub fn new_link(rng: &mut (impl Rng + ?Sized)) -> Link {
    let key = random::token(rng, "");
    Link { digest: random::hash_token(&key), key }
}

/// Stores a link, which can be used once within ten minutes.
pub fn add_link(tx: &mut Tx<'_>, link: &Link) -> Result<()> {
    Ok(webhooks::add_pass(tx, Pass::Link, &link.digest, tx.now() + LINK)?)
}

/// Redeems a link in exchange for a browser's pass.
pub fn use_link(tx: &mut Tx<'_>, key: &str, browser: &Link) -> Result<()> {
    if !webhooks::take_pass(tx, Pass::Link, &random::hash_token(key))? {
        let long = "The link was already used or has expired. Create a new one with POST /webhooks/svix_url.";
        return Err(refused(Code::ResourceForbidden, "link refused", long));
    }
    Ok(webhooks::add_pass(tx, Pass::Browser, &browser.digest, tx.now() + VISIT)?)
}

/// Whether a browser has access to the dashboard.
pub fn may_visit(tx: &mut Tx<'_>, key: &str) -> Result<bool> {
    Ok(webhooks::has_pass(tx, Pass::Browser, &random::hash_token(key))?)
}
