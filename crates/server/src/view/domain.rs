use housekey_contract::object::{CNameTarget, Domain, ProxyCheck, RedirectUrl};
use housekey_domain::domains;
use housekey_store::domains::ProxyCheckRecord;
use housekey_store::instances::Environment;
use housekey_store::redirect_urls::RedirectUrlRecord;

use super::View;

/// Where applications run while they are developed, unless the instance says otherwise.
const DEVELOPMENT_ORIGIN: &str = "http://localhost:3000";

impl View<'_> {
    /// A domain as the API shows it.
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
            // The pages of this server are on the server itself.
            accounts_portal_url: (!domain.is_satellite).then(|| self.public_url.to_owned()),
            proxy_url: domain.proxy_url.clone(),
            development_origin: self.development_origin(domain),
        }
    }

    /// Where a domain's Frontend API is without a proxy. While an instance is developed, it has one for all domains.
    fn frontend_api(&self, domain: &domains::Domain) -> String {
        match self.instance.environment() {
            Environment::Production if domain.is_satellite => format!("https://clerk.{}", domain.name),
            Environment::Production => format!("https://{}", after_scheme(&self.instance.issuer)),
            Environment::Development => self.instance.issuer.clone(),
        }
    }

    /// What DNS must hold. Only the names of production instances are looked up there.
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

/// The host of a URL, without its port.
fn host(url: &str) -> &str {
    let host = after_scheme(url);
    host.split(':').next().unwrap_or(host)
}

fn after_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// A redirect URL as the API shows it. It never changes.
pub(crate) fn redirect_url(record: &RedirectUrlRecord) -> RedirectUrl {
    RedirectUrl {
        object: "redirect_url".into(),
        id: record.id.clone(),
        url: record.url.clone(),
        created_at: record.created_at,
        updated_at: record.created_at,
    }
}

/// The check of a proxy as the API shows it.
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
