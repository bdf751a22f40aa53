//! Operations on clients.

use housekey_contract::backend::clients as operations;
use housekey_contract::backend::clients::{ListClients, VerifyClient};
use housekey_contract::object::Client;
use housekey_contract::{ClientId, Listing};
use housekey_domain::clients::{self, ClientToken};
use housekey_domain::page::Paging;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Verify, _, _>(verify);
    endpoints.on::<operations::Get, _, _>(get);
}

async fn list(cx: Cx, request: ListClients) -> Result<Listing<Client>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| clients::count(tx)).transpose()?;
            Ok((clients::list(tx, paging)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(|held| cx.view().client(held)).collect(), total_count })
}

async fn verify(cx: Cx, request: VerifyClient) -> Result<Client> {
    let token = ClientToken::check(&cx.instance.signing_key, &request.token)?;
    let held = cx.read(move |tx| clients::verify(tx, &token)).await?;
    Ok(cx.view().client(&held))
}

async fn get(cx: Cx, client_id: ClientId) -> Result<Client> {
    let held = cx.read(move |tx| clients::get(tx, &client_id)).await?;
    Ok(cx.view().client(&held))
}
