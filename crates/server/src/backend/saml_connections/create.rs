use housekey_contract::SamlConnectionId;
use housekey_contract::backend::saml_connections::CreateSamlConnection;
use housekey_contract::object::SamlConnection;
use housekey_domain::random;
use housekey_domain::saml_connections::{self, NewConnection, url_of_new};

use super::fetch;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateSamlConnection) -> Result<SamlConnection> {
    let now = cx.now();
    let fetched = fetch(&cx, url_of_new(&request)).await?;
    let new = NewConnection::check(request, fetched)?;
    let id = SamlConnectionId::from(random::id(&mut cx.rng(), now, SamlConnectionId::PREFIX));
    let connection = cx.write(move |tx| saml_connections::create(tx, &id, &new)).await?;
    Ok(cx.view().saml_connection(&connection))
}
