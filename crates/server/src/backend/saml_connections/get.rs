use housekey_contract::SamlConnectionId;
use housekey_contract::object::SamlConnection;
use housekey_domain::saml_connections;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx, id: SamlConnectionId) -> Result<SamlConnection> {
    let connection = cx.read(move |tx| saml_connections::get(tx, &id)).await?;
    Ok(cx.view().saml_connection(&connection))
}
