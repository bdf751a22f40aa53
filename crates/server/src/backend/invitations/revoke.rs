use housekey_contract::InvitationId;
use housekey_contract::object::Invitation;
use housekey_domain::invitations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn revoke(cx: Cx, id: InvitationId) -> Result<Invitation> {
    let record = cx.write(move |tx| invitations::revoke(tx, &id)).await?;
    Ok(cx.view().invitation(&record))
}
