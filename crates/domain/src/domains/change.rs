use housekey_contract::Patch;
use housekey_contract::backend::domains::{AddDomain, UpdateDomain};
use housekey_store::instances::Environment;
use serde_json::json;

use crate::error::{Code, Problems, Result, not_allowed, refused};
use crate::web::{self, Hosts};

/// A validated new satellite.
#[derive(Clone, Debug)]
pub struct NewDomain {
    pub(super) name: String,
    pub(super) proxy_url: Option<String>,
}

impl NewDomain {
    /// Validates a request.
    pub fn check(request: AddDomain, environment: Environment) -> Result<Self> {
        let mut problems = Problems::default();
        if !request.is_satellite {
            problems
                .add(not_allowed("is_satellite", "true, because an instance has only one primary domain"));
        }
        let name = problems.keep(web::host("name", &request.name, hosts(environment)));
        let proxy_url = request.proxy_url.filter(|url| !url.trim().is_empty());
        let proxy_url = proxy_url.map(|url| proxy(&url, environment)).transpose();
        let proxy_url = problems.keep(proxy_url);
        problems.refuse()?;
        // If one had failed, its problem would have been returned above.
        Ok(Self { name: name.unwrap_or_default(), proxy_url: proxy_url.unwrap_or_default() })
    }
}

/// Validated changes to a domain.
#[derive(Clone, Debug)]
pub struct DomainChange {
    pub(super) environment: Environment,
    pub(super) name: Option<String>,
    pub(super) proxy_url: Patch<String>,
    pub(super) is_secondary: Option<bool>,
}

impl DomainChange {
    /// Validates a request.
    pub fn check(request: UpdateDomain, environment: Environment) -> Result<Self> {
        let UpdateDomain { name, proxy_url, is_secondary } = request;
        let mut problems = Problems::default();
        let name = name.map(|name| web::host("name", &name, hosts(environment))).transpose();
        let name = problems.keep(name);
        let proxy_url = proxy_url.try_map(|url| proxy(&url, environment));
        let proxy_url = problems.keep(proxy_url);
        problems.refuse()?;
        // If one had failed, its problem would have been returned above.
        let (name, proxy_url) = (name.unwrap_or_default(), proxy_url.unwrap_or_default());
        Ok(Self { environment, name, proxy_url, is_secondary })
    }

    /// Applies the change to the proxy URL.
    pub(super) fn apply_proxy(&self, proxy_url: &mut Option<String>) {
        match &self.proxy_url {
            Patch::Keep => {}
            Patch::Null => *proxy_url = None,
            Patch::Set(url) => *proxy_url = Some(url.clone()),
        }
    }

    /// The new name of a satellite.
    pub(super) fn satellite_name(&self) -> Result<Option<String>> {
        if self.is_secondary == Some(true) {
            let long = "is_secondary can only be set on the primary domain.";
            let error = refused(Code::FormConditionalParamDisallowed, "operation not allowed", long);
            return Err(error.with_meta("param_name", json!("is_secondary")));
        }
        Ok(self.name.clone())
    }
}

fn hosts(environment: Environment) -> Hosts {
    match environment {
        Environment::Development => Hosts::Any,
        Environment::Production => Hosts::Qualified,
    }
}

/// Validates the URL of a proxy. Development instances don't have proxies.
fn proxy(text: &str, environment: Environment) -> Result<String> {
    if environment == Environment::Development {
        let long = "proxy_url can only be set in production instances.";
        let error = refused(Code::RequestInvalidForEnvironment, "invalid for this environment", long);
        return Err(error.with_meta("param_name", json!("proxy_url")));
    }
    let url = web::base_url("proxy_url", text)?;
    if url.scheme() != "https" {
        return Err(not_allowed("proxy_url", "an https:// URL"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
