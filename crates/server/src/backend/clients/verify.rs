use housekey_contract::backend::clients::VerifyClient;
use housekey_contract::object::Client;
use housekey_domain::clients::{self, ClientToken};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn verify(cx: Cx, request: VerifyClient) -> Result<Client> {
    let token = ClientToken::check(&cx.instance.signing_key, &request.token)?;
    let held = cx.read(move |tx| clients::verify(tx, &token)).await?;
    Ok(cx.view().client(&held))
}
