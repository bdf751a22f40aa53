use housekey_contract::backend::organization_invitations::CreateOrganizationInvitation;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::error::Error;

use super::bulk_create::invite;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationInvitation,
) -> Result<OrganizationInvitation> {
    let Page { data, .. } = invite(cx, organization_id, vec![request]).await?;
    data.into_iter().next().ok_or_else(|| Error::Internal("one invitation made none".to_owned()))
}
