use housekey_contract::SamlConnectionId;
use housekey_contract::object::DeletedObject;
use housekey_domain::saml_connections;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: SamlConnectionId) -> Result<DeletedObject> {
    let deleted = view::deleted("saml_connection", id.as_str());
    cx.write(move |tx| saml_connections::delete(tx, &id)).await?;
    Ok(deleted)
}
