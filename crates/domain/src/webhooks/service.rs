use housekey_contract::Millis;
use housekey_store::Tx;
use housekey_store::webhooks::{self, Pass};
use rand::Rng;

use crate::error::{Error, Result, refused};
use crate::random;

/// For how long a link to the page works, and for how long a browser that used it is let in.
const LINK: Millis = Millis::from_seconds(10 * 60);
const VISIT: Millis = Millis::from_seconds(8 * 60 * 60);

/// A link to the page of a webhook service. Only its digest is kept.
#[derive(Clone)]
pub struct Link {
    /// What stands in the link.
    pub key: String,
    digest: String,
}

/// Turns the webhook service on.
pub fn turn_on(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::turn_on(tx)? {
        return Ok(());
    }
    let long = "The webhook service is on already. POST /webhooks/svix_url answers where its page is.";
    Err(refused(400, "svix_app_exists", "already on", long))
}

/// Turns the webhook service on, if it is off.
pub fn ensure_on(tx: &mut Tx<'_>) -> Result<()> {
    webhooks::turn_on(tx)?;
    Ok(())
}

/// Turns the webhook service off. Its endpoints, and what is on its way to them, are deleted.
pub fn turn_off(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::turn_off(tx)? { Ok(()) } else { Err(off()) }
}

/// Refuses what needs a webhook service that is on.
pub fn refuse_off(tx: &mut Tx<'_>) -> Result<()> {
    if webhooks::is_on(tx)? { Ok(()) } else { Err(off()) }
}

fn off() -> Error {
    let long = "The webhook service is off. POST /webhooks/svix turns it on.";
    refused(400, "svix_app_missing", "not on", long)
}

/// Makes a link to the page.
pub fn new_link(rng: &mut (impl Rng + ?Sized)) -> Link {
    let key = random::token(rng, "");
    Link { digest: random::hash_token(&key), key }
}

/// Lets whoever has the link see the page, once and for ten minutes.
pub fn add_link(tx: &mut Tx<'_>, link: &Link) -> Result<()> {
    Ok(webhooks::add_pass(tx, Pass::Link, &link.digest, tx.now() + LINK)?)
}

/// Uses a link up, in exchange for the pass of a browser.
pub fn use_link(tx: &mut Tx<'_>, key: &str, browser: &Link) -> Result<()> {
    if !webhooks::take_pass(tx, Pass::Link, &random::hash_token(key))? {
        let long = "The link was used, or is too old. POST /webhooks/svix_url makes another one.";
        return Err(refused(403, "svix_link_invalid", "link refused", long));
    }
    Ok(webhooks::add_pass(tx, Pass::Browser, &browser.digest, tx.now() + VISIT)?)
}

/// Whether a browser may see the page.
pub fn may_visit(tx: &mut Tx<'_>, key: &str) -> Result<bool> {
    Ok(webhooks::has_pass(tx, Pass::Browser, &random::hash_token(key))?)
}
