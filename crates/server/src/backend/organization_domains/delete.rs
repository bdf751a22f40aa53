use housekey_contract::object::DeletedObject;
use housekey_contract::{OrganizationDomainId, OrganizationId};
use housekey_domain::organization_domains;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(
    cx: Cx,
    organization_id: OrganizationId,
    domain_id: OrganizationDomainId,
) -> Result<DeletedObject> {
    let domain = cx.write(move |tx| organization_domains::delete(tx, &organization_id, &domain_id)).await?;
    Ok(view::deleted("organization_domain", domain.id.as_str()))
}
