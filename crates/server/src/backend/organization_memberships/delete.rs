use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, UserId};
use housekey_domain::organization_memberships;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn delete(
    cx: Cx,
    organization_id: OrganizationId,
    user_id: UserId,
) -> Result<OrganizationMembership> {
    let member = cx.write(move |tx| organization_memberships::delete(tx, &organization_id, &user_id)).await?;
    Ok(cx.view().member(&member))
}
