use housekey_contract::backend::instance_settings::ChangeInstanceDomain;
use housekey_store::Tx;
use housekey_store::instances::{self, Environment, InstanceRecord};

use super::change::DomainChange;
use super::{is_free, own};
use crate::error::{Code, Error, Result, invalid, malformed, missing, not_allowed, refused};
use crate::publishable_key::PublishableKey;
use crate::web;

/// Prefix of the Frontend API's host below a production instance's domain.
const FRONTEND_API: &str = "clerk.";

/// The name of an instance's primary domain.
pub(super) fn name(instance: &InstanceRecord) -> Result<String> {
    if let Some(name) = &instance.primary_domain.name {
        return Ok(name.clone());
    }
    let host = crate::instances::host(instance)?;
    Ok(match instance.environment {
        Environment::Development => host,
        Environment::Production => host.strip_prefix(FRONTEND_API).unwrap_or(&host).to_owned(),
    })
}

/// Updates the primary domain and saves the instance.
pub(super) fn change(tx: &mut Tx<'_>, instance: &mut InstanceRecord, change: &DomainChange) -> Result<()> {
    change.apply_proxy(&mut instance.primary_domain.proxy_url);
    if let Some(is_secondary) = change.is_secondary {
        instance.primary_domain.is_secondary = is_secondary;
    }
    if let Some(name) = &change.name {
        let name = match change.environment {
            Environment::Development => name.clone(),
            Environment::Production => significant(name, instance.primary_domain.is_secondary, "name")?,
        };
        rename(tx, instance, name)?;
    }
    Ok(instances::save_own(tx, instance)?)
}

/// The validated new home of a production instance.
#[derive(Clone, Debug)]
pub struct NewHome {
    name: String,
    is_secondary: bool,
}

impl NewHome {
    /// Validates a request.
    pub fn check(request: ChangeInstanceDomain, environment: Environment) -> Result<Self> {
        if environment != Environment::Production {
            let long = "Only production instances can change their domain.";
            return Err(refused(Code::RequestInvalidForEnvironment, "invalid for this environment", long));
        }
        let home =
            request.home_url.filter(|url| !url.trim().is_empty()).ok_or_else(|| missing("home_url"))?;
        let url = web::base_url("home_url", &home)?;
        let is_secondary = request.is_secondary.unwrap_or_default();
        if url.scheme() != "https" || url.port().is_some() {
            return Err(not_allowed("home_url", "an https:// URL without a port"));
        }
        let Some(url::Host::Domain(host)) = url.host() else {
            return Err(malformed("home_url", "a URL with a domain name, such as https://www.example.com"));
        };
        let host = web::host("home_url", host, web::Hosts::Qualified)?;
        Ok(Self { name: significant(&host, is_secondary, "home_url")?, is_secondary })
    }
}

/// Moves a production instance to another domain. Its publishable key changes with the host of its Frontend API.
pub fn move_home(tx: &mut Tx<'_>, home: &NewHome) -> Result<InstanceRecord> {
    let mut instance = own(tx)?;
    instance.primary_domain.is_secondary = home.is_secondary;
    instance.primary_domain.proxy_url = None;
    rename(tx, &mut instance, home.name.clone())?;
    instances::save_own(tx, &instance)?;
    Ok(instance)
}

fn rename(tx: &mut Tx<'_>, instance: &mut InstanceRecord, name: String) -> Result<()> {
    is_free(tx, instance, &name, None)?;
    if instance.environment == Environment::Production {
        let host = [FRONTEND_API, &name].concat();
        let key = PublishableKey::new(Environment::Production, &host);
        instance.publishable_key = key.map_err(|error| Error::Internal(error.to_string()))?.to_string();
    }
    instance.primary_domain.name = Some(name);
    Ok(())
}

/// The significant part of a host: all of it for a secondary application, otherwise the registrable domain
/// (`example.co.uk` of `www.example.co.uk`).
fn significant(host: &str, is_secondary: bool, param: &str) -> Result<String> {
    if is_secondary {
        return Ok(host.to_owned());
    }
    let registered = psl::domain_str(host).map(str::to_owned);
    registered.ok_or_else(|| {
        let long = format!("{param} must contain a registrable domain. {host} is a public suffix.");
        invalid(Code::FormParamValueInvalid, param, "is invalid", long)
    })
}
