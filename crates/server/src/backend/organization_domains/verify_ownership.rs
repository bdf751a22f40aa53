use housekey_contract::object::OrganizationDomain;
use housekey_contract::{OrganizationDomainId, OrganizationId};
use housekey_domain::organization_domains;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn verify_ownership(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
) -> Result<OrganizationDomain> {
    let verified =
        cx.write(move |tx| organization_domains::verify_ownership(tx, &organization_id, &domain_id));
    Ok(cx.view().organization_domain(&verified.await?))
}
