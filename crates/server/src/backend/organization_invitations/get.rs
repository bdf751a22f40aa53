use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, OrganizationInvitationId};
use housekey_domain::organization_invitations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(
    cx: Cx,
    organization_id: OrganizationId,
    invitation_id: OrganizationInvitationId,
) -> Result<OrganizationInvitation> {
    let invited =
        cx.read(move |tx| organization_invitations::get(tx, &organization_id, &invitation_id)).await?;
    Ok(cx.view().invited(&invited))
}
