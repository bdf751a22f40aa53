use housekey_contract::backend::organization_memberships::UpdateOrganizationMembership;
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, UserId};
use housekey_domain::organization_memberships;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    user_id: UserId,
    request: UpdateOrganizationMembership,
) -> Result<OrganizationMembership> {
    let changed =
        cx.write(move |tx| organization_memberships::update(tx, &organization_id, &user_id, &request.role));
    Ok(cx.view().member(&changed.await?))
}
