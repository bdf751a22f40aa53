//! Operations on invitations.

use housekey_contract::backend::invitations as operations;
use housekey_contract::backend::invitations::{CreateInvitation, CreateInvitations, ListInvitations};
use housekey_contract::object::Invitation;
use housekey_contract::{InvitationId, Listing};
use housekey_domain::invitations::{self, NewInvitation};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Revoke, _, _>(revoke);
}

async fn bulk_create(cx: Cx, request: CreateInvitations) -> Result<Vec<Invitation>> {
    let now = cx.now();
    let new = NewInvitation::check_all(request.0, cx.issuer(), cx.seal(), now, &mut cx.rng())?;
    let urls: Vec<_> = new.iter().map(|one| one.ticket.url.clone()).collect();
    let settings = cx.settings().clone();
    let records = cx.write(move |tx| invitations::create_all(tx, &settings, &new)).await?;
    let view = cx.view();
    let show = |(record, url)| Invitation { url: Some(url), ..view.invitation(record) };
    Ok(records.iter().zip(urls).map(show).collect())
}

async fn create(cx: Cx, request: CreateInvitation) -> Result<Invitation> {
    let now = cx.now();
    let new = NewInvitation::check(request, cx.issuer(), cx.seal(), now, &mut cx.rng())?;
    let (settings, url) = (cx.settings().clone(), new.ticket.url.clone());
    let record = cx.write(move |tx| invitations::create(tx, &settings, &new)).await?;
    Ok(Invitation { url: Some(url), ..cx.view().invitation(&record) })
}

async fn list(cx: Cx, request: ListInvitations) -> Result<Listing<Invitation>> {
    let counted = request.paginated.unwrap_or_default();
    let wanted = invitations::Listing::check(request, cx.now())?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| invitations::count(tx, &wanted)).transpose()?;
            Ok((invitations::listing(tx, &wanted)?, total_count))
        })
        .await?;
    let view = cx.view();
    Ok(Listing { data: found.iter().map(|record| view.invitation(record)).collect(), total_count })
}

async fn revoke(cx: Cx, id: InvitationId) -> Result<Invitation> {
    let record = cx.write(move |tx| invitations::revoke(tx, &id)).await?;
    Ok(cx.view().invitation(&record))
}
