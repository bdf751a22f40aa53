use housekey_contract::backend::organization_memberships::OrganizationMembershipMetadata;
use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, UserId};
use housekey_domain::organization_memberships;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    user_id: UserId,
    request: OrganizationMembershipMetadata,
) -> Result<OrganizationMembership> {
    let changed = cx.write(move |tx| {
        let (organization, user) = (&organization_id, &user_id);
        organization_memberships::update_metadata(tx, organization, user, request.clone())
    });
    Ok(cx.view().member(&changed.await?))
}
