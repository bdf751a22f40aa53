use housekey_contract::ClientId;
use housekey_contract::object::Client;
use housekey_domain::clients;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx, client_id: ClientId) -> Result<Client> {
    let held = cx.read(move |tx| clients::get(tx, &client_id)).await?;
    Ok(cx.view().client(&held))
}
