use housekey_contract::object::{CNameTarget, Domain, ProxyCheck, RedirectUrl};
use housekey_domain::domains;
use housekey_store::domains::ProxyCheckRecord;
use housekey_store::instances::Environment;
use housekey_store::redirect_urls::RedirectUrlRecord;

use super::View;

/// Default origin of applications in development.
const DEVELOPMENT_ORIGIN: &str = "http://localhost:3000";

impl View<'_> {
    /// Renders a domain.
    pub fn domain(&self, domain: &domains::Domain) -> Domain {
        let frontend_api = self.frontend_api(domain);
        let proxied = domain.proxy_url.clone();
        Domain {
            object: "domain".into(),
            id: domain.id.clone(),
            name: domain.name.clone(),
            is_satellite: domain.is_satellite,
            cname_targets: self.cname_targets(&frontend_api, proxied.is_some()),
            frontend_api_url: proxied.unwrap_or(frontend_api),
            // The account pages are on the server itself.
            accounts_portal_url: (!domain.is_satellite).then(|| self.public_url.to_owned()),
            proxy_url: domain.proxy_url.clone(),
            development_origin: self.development_origin(domain),
        }
    }

    /// The Frontend API of a domain without a proxy. In development, all domains share one.
    fn frontend_api(&self, domain: &domains::Domain) -> String {
        match self.instance.environment() {
            Environment::Production if domain.is_satellite => format!("https://clerk.{}", domain.name),
            Environment::Production => format!("https://{}", after_scheme(&self.instance.issuer)),
            Environment::Development => self.instance.issuer.clone(),
        }
    }

    /// The required DNS records. Only production instances need any.
    fn cname_targets(&self, frontend_api: &str, proxied: bool) -> Option<Vec<CNameTarget>> {
        let production = self.instance.environment() == Environment::Production;
        let target = || CNameTarget {
            host: host(frontend_api).to_owned(),
            value: host(self.public_url).to_owned(),
            required: !proxied,
        };
        production.then(|| vec![target()])
    }

    fn development_origin(&self, domain: &domains::Domain) -> String {
        match (self.instance.environment(), domain.is_satellite) {
            (Environment::Production, _) => String::new(),
            (Environment::Development, true) => format!("http://{}", domain.name),
            (Environment::Development, false) => {
                let own = self.instance.settings().general.development_origin.clone();
                own.unwrap_or_else(|| DEVELOPMENT_ORIGIN.to_owned())
            }
        }
    }
}

/// The host of a URL, without the port.
fn host(url: &str) -> &str {
    let host = after_scheme(url);
    host.split(':').next().unwrap_or(host)
}

fn after_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// Renders a redirect URL. These never change.
pub(crate) fn redirect_url(record: &RedirectUrlRecord) -> RedirectUrl {
    RedirectUrl {
        object: "redirect_url".into(),
        id: record.id.clone(),
        url: record.url.clone(),
        created_at: record.created_at,
        updated_at: record.created_at,
    }
}

/// Renders a proxy check.
pub(crate) fn proxy_check(record: &ProxyCheckRecord) -> ProxyCheck {
    ProxyCheck {
        object: "proxy_check".into(),
        id: record.id.clone(),
        domain_id: record.domain_id.clone(),
        last_run_at: Some(record.last_run_at),
        proxy_url: record.proxy_url.clone(),
        successful: record.successful,
        created_at: record.created_at,
        updated_at: record.last_run_at,
    }
}
