//! URLs that users may be redirected to after signing in.

mod form;

use housekey_contract::RedirectUrlId;
use housekey_contract::backend::redirect_urls::CreateRedirectUrl;
use housekey_store::Tx;
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::redirect_urls::{self, RedirectUrlRecord};
use url::Url;

use crate::domains;
use crate::error::{Result, blank, not_found, taken};
use crate::page::Paging;
use crate::web::URL_LENGTH;

/// A validated redirect URL.
#[derive(Clone, Debug)]
pub struct NewRedirectUrl(String);

impl NewRedirectUrl {
    /// Validates a request.
    pub fn check(request: &CreateRedirectUrl, environment: Environment) -> Result<Self> {
        let url = request.url.trim();
        if url.is_empty() {
            return Err(blank("url"));
        }
        form::check("url", url, environment).map(Self)
    }
}

/// Adds a redirect URL.
pub fn create(tx: &mut Tx<'_>, id: RedirectUrlId, new: &NewRedirectUrl) -> Result<RedirectUrlRecord> {
    let now = tx.now();
    let record = RedirectUrlRecord { id, url: new.0.clone(), created_at: now };
    if redirect_urls::insert(tx, &record)? { Ok(record) } else { Err(taken("url")) }
}

/// The redirect URL with this id.
pub fn get(tx: &mut Tx<'_>, id: &RedirectUrlId) -> Result<RedirectUrlRecord> {
    redirect_urls::find(tx, id)?.ok_or_else(|| not_found("redirect URL", id.as_str()))
}

/// Deletes a redirect URL.
pub fn delete(tx: &mut Tx<'_>, id: &RedirectUrlId) -> Result<()> {
    if redirect_urls::delete(tx, id)? { Ok(()) } else { Err(not_found("redirect URL", id.as_str())) }
}

/// A page of all redirect URLs, newest first.
pub fn list(tx: &mut Tx<'_>, paging: Paging) -> Result<Vec<RedirectUrlRecord>> {
    Ok(redirect_urls::list(tx, paging.limit, paging.offset)?)
}

/// How many redirect URLs there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(redirect_urls::count(tx)?)
}

/// Whether users may be redirected to this URL: it was added here exactly as is, or is on one of the instance's own
/// origins. Anything else would make the server an open redirector.
pub fn is_allowed(tx: &mut Tx<'_>, instance: &InstanceRecord, url: &str) -> Result<bool> {
    if url.len() > URL_LENGTH || form::check("redirect_url", url, instance.environment).is_err() {
        return Ok(false);
    }
    if redirect_urls::contains(tx, url)? {
        return Ok(true);
    }
    let Some(parsed) = Url::parse(url).ok().filter(|parsed| matches!(parsed.scheme(), "http" | "https"))
    else {
        return Ok(false);
    };
    Ok(is_own_origin(instance, &parsed) || domains::is_own_host(tx, instance, &parsed)?)
}

fn is_own_origin(instance: &InstanceRecord, url: &Url) -> bool {
    let (origin, general) = (url.origin().ascii_serialization(), &instance.settings.general);
    let developed = instance.environment == Environment::Development
        && (form::is_loopback(url) || general.development_origin.as_deref() == Some(origin.as_str()));
    developed || general.allowed_origins.contains(&origin)
}
