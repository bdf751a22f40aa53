use housekey_contract::backend::organization_invitations::{
    CreateOrganizationInvitation, CreateOrganizationInvitations,
};
use housekey_contract::object::OrganizationInvitation;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::organization_invitations::{self, NewInvitation, Sending, check_all, words};
use housekey_store::Tx;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn bulk_create(
    cx: Cx,
    organization_id: OrganizationId,
    request: CreateOrganizationInvitations,
) -> Result<Page<OrganizationInvitation>> {
    invite(cx, organization_id, request.0).await
}

/// Creates invitations. Tickets are signed and emails encrypted before the transaction.
pub(super) async fn invite(
    cx: Cx,
    organization_id: OrganizationId,
    requests: Vec<CreateOrganizationInvitation>,
) -> Result<Page<OrganizationInvitation>> {
    let now = cx.now();
    let sending = Sending { issuer: cx.issuer(), seal: cx.seal(), now };
    let mut new = check_all(requests, &cx.settings().organizations, sending, &mut cx.rng())?;
    let inviters: Vec<_> = new.iter().filter_map(NewInvitation::inviter).collect();
    let id = organization_id.clone();
    let words = cx.read(move |tx| words(tx, &id, &inviters)).await?;
    for one in &mut new {
        one.write(&words, sending, &mut cx.rng());
    }
    let urls: Vec<_> = new.iter().map(|one| one.url.clone()).collect();
    let restrictions = cx.settings().restrictions.clone();
    let create =
        move |tx: &mut Tx<'_>| organization_invitations::create(tx, &restrictions, &organization_id, &new);
    let invited = cx.write(create).await?;
    let shown = invited
        .iter()
        .zip(urls)
        .map(|(invited, url)| OrganizationInvitation { url: Some(url), ..cx.view().invited(invited) });
    let data: Vec<_> = shown.collect();
    Ok(Page { total_count: data.len() as u64, data })
}
