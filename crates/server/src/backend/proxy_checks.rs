//! Operations on proxy checks.

use housekey_contract::ProxyCheckId;
use housekey_contract::backend::proxy_checks as operations;
use housekey_contract::backend::proxy_checks::VerifyProxy;
use housekey_contract::object::ProxyCheck;
use housekey_domain::error::not_allowed;
use housekey_domain::proxy_checks::{self, ProxyToCheck, is_healthy};
use housekey_domain::random;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::outbound::{OutboundError, Outgoing};
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Verify, _, _>(verify);
}

async fn verify(cx: Cx, request: VerifyProxy) -> Result<ProxyCheck> {
    let now = cx.now();
    let proxy = cx.read(move |tx| ProxyToCheck::find(tx, &request)).await?;
    let successful = ask(&cx, &proxy).await?;
    let id = ProxyCheckId::from(random::id(&mut cx.rng(), now, ProxyCheckId::PREFIX));
    let record = cx.write(move |tx| proxy_checks::note(tx, &id, &proxy, successful)).await?;
    Ok(view::proxy_check(&record))
}

/// Whether the proxy forwards to the Frontend API. An unreachable proxy doesn't.
async fn ask(cx: &Cx, proxy: &ProxyToCheck) -> Result<bool> {
    let reach = cx.app.outbound.reach(cx.instance.environment());
    match cx.app.outbound.send(reach, Outgoing::get(proxy.health_url())).await {
        Ok(answer) => Ok(is_healthy(answer.status.as_u16(), &answer.body)),
        Err(error @ OutboundError::NotPublic(_)) => {
            tracing::info!(%error, instance = %cx.instance.id(), "proxy not checked: address not public");
            Err(not_allowed("proxy_url", "on the public internet"))
        }
        Err(error) => {
            tracing::info!(%error, instance = %cx.instance.id(), "proxy did not respond");
            Ok(false)
        }
    }
}
