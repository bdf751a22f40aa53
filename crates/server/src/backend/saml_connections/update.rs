use housekey_contract::SamlConnectionId;
use housekey_contract::backend::saml_connections::UpdateSamlConnection;
use housekey_contract::object::SamlConnection;
use housekey_domain::saml_connections::{self, ConnectionChange, url_of_change};

use super::fetch;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(
    cx: Cx,
    id: SamlConnectionId,
    request: UpdateSamlConnection,
) -> Result<SamlConnection> {
    let wanted = id.clone();
    // Check that the connection exists before fetching anything.
    let former = cx.read(move |tx| saml_connections::get(tx, &wanted)).await?;
    let fetched = fetch(&cx, url_of_change(&request)).await?;
    let change = ConnectionChange::check(request, &former, fetched)?;
    let connection = cx.write(move |tx| saml_connections::update(tx, &id, &change)).await?;
    Ok(cx.view().saml_connection(&connection))
}
