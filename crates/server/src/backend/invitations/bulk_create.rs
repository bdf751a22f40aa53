use housekey_contract::backend::invitations::CreateInvitations;
use housekey_contract::object::Invitation;
use housekey_domain::invitations::{self, NewInvitation};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn bulk_create(cx: Cx, request: CreateInvitations) -> Result<Vec<Invitation>> {
    let now = cx.now();
    let sign = move |cx: &Cx| NewInvitation::check_all(request.0, cx.issuer(), cx.seal(), now, &mut cx.rng());
    let new = cx.slow(sign).await?;
    let urls: Vec<_> = new.iter().map(|one| one.ticket.url.clone()).collect();
    let settings = cx.settings().clone();
    let records = cx.write(move |tx| invitations::create_all(tx, &settings, &new)).await?;
    let view = cx.view();
    let show = |(record, url)| Invitation { url: Some(url), ..view.invitation(record) };
    Ok(records.iter().zip(urls).map(show).collect())
}
