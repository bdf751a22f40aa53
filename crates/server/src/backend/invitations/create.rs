use housekey_contract::backend::invitations::CreateInvitation;
use housekey_contract::object::Invitation;
use housekey_domain::invitations::{self, NewInvitation};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateInvitation) -> Result<Invitation> {
    let now = cx.now();
    let new = NewInvitation::check(request, cx.issuer(), cx.seal(), now, &mut cx.rng())?;
    let (settings, url) = (cx.settings().clone(), new.ticket.url.clone());
    let record = cx.write(move |tx| invitations::create(tx, &settings, &new)).await?;
    Ok(Invitation { url: Some(url), ..cx.view().invitation(&record) })
}
