//! Proxy checks of the Frontend API.

use housekey_contract::backend::proxy_checks::VerifyProxy;
use housekey_contract::{DomainId, ProxyCheckId};
use housekey_store::Tx;
use housekey_store::domains::{ProxyCheckRecord, check, put_check};
use serde::Deserialize;

use crate::domains;
use crate::error::{Result, missing};
use crate::web;

/// Path of the health check below the proxy.
const HEALTH: &str = "/v1/proxy-health";

/// A proxy to check.
#[derive(Clone, Debug)]
pub struct ProxyToCheck {
    domain_id: DomainId,
    proxy_url: String,
}

impl ProxyToCheck {
    /// The proxy of a request: the given one, or else the domain's.
    pub fn find(tx: &mut Tx<'_>, request: &VerifyProxy) -> Result<Self> {
        let domain_id = request.domain_id.as_ref().filter(|id| !id.as_str().is_empty());
        let domain = domains::get(tx, domain_id.ok_or_else(|| missing("domain_id"))?)?;
        let given = request.proxy_url.clone().filter(|url| !url.trim().is_empty());
        let proxy_url = given.or(domain.proxy_url).ok_or_else(|| missing("proxy_url"))?;
        let proxy_url = web::base_url("proxy_url", &proxy_url)?.as_str().trim_end_matches('/').to_owned();
        Ok(Self { domain_id: domain.id, proxy_url })
    }

    /// URL of the proxy's health check.
    pub fn health_url(&self) -> String {
        format!("{}{HEALTH}?domain_id={}", self.proxy_url, self.domain_id)
    }
}

/// Whether a response comes from a Frontend API behind its proxy.
pub fn is_healthy(status: u16, body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Health {
        status: String,
    }

    let health: Result<Health, _> = serde_json::from_slice(body);
    status == 200 && health.is_ok_and(|health| health.status == "healthy")
}

/// Records the result of a check. Checking the same proxy again updates the same record.
pub fn note(
    tx: &mut Tx<'_>,
    new_id: &ProxyCheckId,
    asked: &ProxyToCheck,
    successful: bool,
) -> Result<ProxyCheckRecord> {
    let now = tx.now();
    let former = check(tx, &asked.domain_id)?.filter(|former| former.proxy_url == asked.proxy_url);
    let (id, created_at) = former.map_or((new_id.clone(), now), |former| (former.id, former.created_at));
    let record = ProxyCheckRecord {
        id,
        domain_id: asked.domain_id.clone(),
        proxy_url: asked.proxy_url.clone(),
        successful,
        last_run_at: now,
        created_at,
    };
    put_check(tx, &record)?;
    Ok(record)
}
