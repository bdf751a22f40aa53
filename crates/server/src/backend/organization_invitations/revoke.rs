use housekey_contract::backend::organization_invitations::RevokeOrganizationInvitation;
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, OrganizationInvitationId};
use housekey_domain::organization_invitations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn revoke(
    cx: Cx,
    organization_id: OrganizationId,
    invitation_id: OrganizationInvitationId,
    request: RevokeOrganizationInvitation,
) -> Result<OrganizationInvitation> {
    let revoked = cx.write(move |tx| {
        let requester = request.requesting_user_id.as_ref();
        organization_invitations::revoke(tx, &organization_id, &invitation_id, requester)
    });
    Ok(cx.view().invited(&revoked.await?))
}
