//! Operations on SAML connections.

use housekey_contract::backend::saml_connections as operations;
use housekey_contract::backend::saml_connections::{
    CreateSamlConnection, ListSamlConnections, UpdateSamlConnection,
};
use housekey_contract::object::{DeletedObject, SamlConnection};
use housekey_contract::{Page, SamlConnectionId};
use housekey_domain::error::{Code, invalid, not_allowed};
use housekey_domain::random;
use housekey_domain::saml_connections::{
    self, ConnectionChange, Listing, Metadata, NewConnection, url_of_change, url_of_new,
};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::outbound::{OutboundError, Outgoing};
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
}

async fn list(cx: Cx, request: ListSamlConnections) -> Result<Page<SamlConnection>> {
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

async fn create(cx: Cx, request: CreateSamlConnection) -> Result<SamlConnection> {
    let now = cx.now();
    let fetched = fetch(&cx, url_of_new(&request)).await?;
    let new = NewConnection::check(request, fetched)?;
    let id = SamlConnectionId::from(random::id(&mut cx.rng(), now, SamlConnectionId::PREFIX));
    let connection = cx.write(move |tx| saml_connections::create(tx, &id, &new)).await?;
    Ok(cx.view().saml_connection(&connection))
}

async fn get(cx: Cx, id: SamlConnectionId) -> Result<SamlConnection> {
    let connection = cx.read(move |tx| saml_connections::get(tx, &id)).await?;
    Ok(cx.view().saml_connection(&connection))
}

async fn update(cx: Cx, id: SamlConnectionId, request: UpdateSamlConnection) -> Result<SamlConnection> {
    let wanted = id.clone();
    // Check that the connection exists before fetching anything.
    let former = cx.read(move |tx| saml_connections::get(tx, &wanted)).await?;
    let fetched = fetch(&cx, url_of_change(&request)).await?;
    let change = ConnectionChange::check(request, &former, fetched)?;
    let connection = cx.write(move |tx| saml_connections::update(tx, &id, &change)).await?;
    Ok(cx.view().saml_connection(&connection))
}

async fn delete(cx: Cx, id: SamlConnectionId) -> Result<DeletedObject> {
    let deleted = view::deleted("saml_connection", id.as_str());
    cx.write(move |tx| saml_connections::delete(tx, &id)).await?;
    Ok(deleted)
}

/// Fetches metadata from a URL, if given.
async fn fetch(cx: &Cx, url: Option<&str>) -> Result<Option<Metadata>> {
    const PARAM: &str = "idp_metadata_url";
    let Some(url) = url else { return Ok(None) };
    let outgoing = Outgoing { most_bytes: Metadata::MAX_BYTES, ..Outgoing::get(url) };
    let unreadable = |why: &str| {
        let long = format!("{PARAM} could not be fetched: {why}.");
        invalid(Code::FormParamValueInvalid, PARAM, "could not be fetched", long)
    };
    let answer = match cx.app.outbound.send(cx.app.outbound.reach(cx.instance.environment()), outgoing).await
    {
        Ok(answer) => answer,
        Err(OutboundError::Url) => {
            return Err(not_allowed(PARAM, "an http:// or https:// URL without a user"));
        }
        Err(OutboundError::NotPublic(_)) => {
            return Err(not_allowed(PARAM, "on the public internet"));
        }
        Err(OutboundError::Timeout(_)) => return Err(unreadable("there was no complete response in time")),
        Err(error @ OutboundError::Failed(_)) => {
            tracing::info!(%error, instance = %cx.instance.id(), "failed to fetch SAML metadata");
            return Err(unreadable("the server there can't be reached"));
        }
    };
    if !answer.status.is_success() {
        return Err(unreadable(&format!("the server there answered {}", answer.status.as_u16())));
    }
    if !answer.complete {
        return Err(unreadable(&format!("it is longer than {} bytes", Metadata::MAX_BYTES)));
    }
    let xml = std::str::from_utf8(&answer.body).map_err(|_| unreadable("it is not UTF-8"))?;
    Metadata::parse(xml, PARAM).map(Some)
}
