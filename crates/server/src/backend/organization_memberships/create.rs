use housekey_contract::OrganizationId;
use housekey_contract::backend::organization_memberships::CreateOrganizationMembership;
use housekey_contract::object::OrganizationMembership;
use housekey_domain::organization_memberships::{self, NewMembership};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationMembership,
) -> Result<OrganizationMembership> {
    let now = cx.now();
    let new = NewMembership::check(request, &cx.settings().organizations, now, &mut cx.rng())?;
    let member = cx.write(move |tx| organization_memberships::create(tx, &organization_id, &new)).await?;
    Ok(cx.view().member(&member))
}
