use housekey_contract::Page;
use housekey_contract::backend::saml_connections::ListSamlConnections;
use housekey_contract::object::SamlConnection;
use housekey_domain::saml_connections::{self, Listing};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListSamlConnections) -> Result<Page<SamlConnection>> {
    let listing = Listing::check(request)?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = saml_connections::count(tx, &listing)?;
            Ok((saml_connections::listing(tx, &listing)?, total_count))
        })
        .await?;
    Ok(Page {
        data: found.iter().map(|connection| cx.view().saml_connection(connection)).collect(),
        total_count,
    })
}
