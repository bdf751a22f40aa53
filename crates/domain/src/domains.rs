//! Domains of an instance: a primary domain, which is part of the instance, and satellites.

mod change;
mod primary;

use housekey_contract::{DomainId, InstanceId};
use housekey_store::Tx;
use housekey_store::domains::{self, SatelliteRecord};
use housekey_store::instances::{self, Environment, InstanceRecord};
use url::Url;

use crate::error::{Code, Error, Result, not_found, refused, taken};

pub use change::{DomainChange, NewDomain};
pub use primary::{NewHome, move_home};

/// Maximum number of satellites of an instance, which are listed without paging.
const MAX_SATELLITES: usize = 100;

/// A domain of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The domain's id.
    pub id: DomainId,
    /// The host name.
    pub name: String,
    /// Whether it is a satellite domain.
    pub is_satellite: bool,
    /// URL of the proxy for its Frontend API.
    pub proxy_url: Option<String>,
}

/// The primary domain of an instance.
pub fn primary(instance: &InstanceRecord) -> Result<Domain> {
    Ok(Domain {
        id: primary_id(&instance.id),
        name: primary::name(instance)?,
        is_satellite: false,
        proxy_url: instance.primary_domain.proxy_url.clone(),
    })
}

/// The id of the primary domain is derived from the instance's.
fn primary_id(instance: &InstanceId) -> DomainId {
    let rest = instance.as_str().strip_prefix(InstanceId::PREFIX).unwrap_or(instance.as_str());
    [DomainId::PREFIX, rest].concat().into()
}

/// The domain with this id.
pub fn get(tx: &mut Tx<'_>, id: &DomainId) -> Result<Domain> {
    if *id == primary_id(tx.instance()) {
        return primary(&own(tx)?);
    }
    Ok(satellite(&find(tx, id)?))
}

/// All domains, primary domain first.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Domain>> {
    let mut all = vec![primary(&own(tx)?)?];
    all.extend(domains::all(tx)?.iter().map(satellite));
    Ok(all)
}

/// Adds a satellite.
pub fn add(tx: &mut Tx<'_>, id: DomainId, new: &NewDomain) -> Result<Domain> {
    let now = tx.now();
    if domains::all(tx)?.len() >= MAX_SATELLITES {
        let long =
            format!("An instance can have at most {MAX_SATELLITES} satellite domains. Delete one first.");
        return Err(refused(Code::QuotaExceeded, "too many domains", long));
    }
    let record = SatelliteRecord {
        id,
        name: new.name.clone(),
        proxy_url: new.proxy_url.clone(),
        created_at: now,
        updated_at: now,
    };
    if primary::name(&own(tx)?)? == record.name || !domains::insert(tx, &record)? {
        return Err(taken("name"));
    }
    Ok(satellite(&record))
}

/// Updates a domain.
pub fn update(tx: &mut Tx<'_>, id: &DomainId, change: &DomainChange) -> Result<Domain> {
    let mut instance = own(tx)?;
    if *id == primary_id(&instance.id) {
        primary::change(tx, &mut instance, change)?;
        return primary(&instance);
    }
    let mut record = find(tx, id)?;
    if let Some(name) = change.satellite_name()? {
        is_free(tx, &instance, &name, Some(id))?;
        record.name = name;
    }
    change.apply_proxy(&mut record.proxy_url);
    record.updated_at = tx.now();
    domains::update(tx, &record)?;
    Ok(satellite(&record))
}

/// Deletes a satellite.
pub fn delete(tx: &mut Tx<'_>, id: &DomainId) -> Result<()> {
    if *id == primary_id(tx.instance()) {
        let long = "The primary domain can't be deleted. Only satellite domains can.";
        return Err(refused(Code::OperationNotAllowedOnPrimaryDomain, "operation not allowed", long));
    }
    if domains::delete(tx, id)? { Ok(()) } else { Err(not_found("domain", id.as_str())) }
}

/// Whether a URL is on a domain of the instance; in production, on the domain or a subdomain, over https.
pub(crate) fn is_own_host(tx: &mut Tx<'_>, instance: &InstanceRecord, url: &Url) -> Result<bool> {
    let (Some(host), production) = (url.host_str(), instance.environment == Environment::Production) else {
        return Ok(false);
    };
    if production && url.scheme() != "https" {
        return Ok(false);
    }
    let with_port = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let is_at = |name: &str| {
        let below = host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        with_port == name || (production && url.port().is_none() && below)
    };
    Ok(is_at(&primary::name(instance)?) || domains::all(tx)?.iter().any(|domain| is_at(&domain.name)))
}

/// Rejects a name that another domain of the instance has.
fn is_free(tx: &mut Tx<'_>, instance: &InstanceRecord, name: &str, own: Option<&DomainId>) -> Result<()> {
    let satellite = domains::find_by_name(tx, name)?.is_some_and(|other| Some(&other.id) != own);
    let primary = own.is_some() && primary::name(instance)? == name;
    if satellite || primary { Err(taken("name")) } else { Ok(()) }
}

fn find(tx: &mut Tx<'_>, id: &DomainId) -> Result<SatelliteRecord> {
    domains::find(tx, id)?.ok_or_else(|| not_found("domain", id.as_str()))
}

fn satellite(record: &SatelliteRecord) -> Domain {
    Domain {
        id: record.id.clone(),
        name: record.name.clone(),
        is_satellite: true,
        proxy_url: record.proxy_url.clone(),
    }
}

fn own(tx: &mut Tx<'_>) -> Result<InstanceRecord> {
    instances::own(tx)?.ok_or_else(|| Error::Internal("the instance of the request is gone".to_owned()))
}
