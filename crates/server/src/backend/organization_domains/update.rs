use housekey_contract::backend::organization_domains::UpdateOrganizationDomain;
use housekey_contract::object::OrganizationDomain;
use housekey_contract::{OrganizationDomainId, OrganizationId};
use housekey_domain::organization_domains::{self, DomainChanges};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
    request: UpdateOrganizationDomain,
) -> Result<OrganizationDomain> {
    let changes = DomainChanges::check(request, &cx.settings().organizations)?;
    let updated =
        cx.write(move |tx| organization_domains::update(tx, &organization_id, &domain_id, &changes));
    Ok(cx.view().organization_domain(&updated.await?))
}
