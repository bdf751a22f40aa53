//! Operations on SAML connections.

mod create;
mod delete;
mod get;
mod list;
mod update;

use housekey_contract::backend::saml_connections as operations;
use housekey_domain::error::{invalid, not_allowed};
use housekey_domain::saml_connections::Metadata;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::outbound::{OutboundError, Outgoing};

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
}

/// Fetches metadata from a URL, if given.
async fn fetch(cx: &Cx, url: Option<&str>) -> Result<Option<Metadata>> {
    const PARAM: &str = "idp_metadata_url";
    let Some(url) = url else { return Ok(None) };
    let outgoing = Outgoing { most_bytes: Metadata::MAX_BYTES, ..Outgoing::get(url) };
    let unreadable = |why: &str| {
        let long = format!("{PARAM} could not be fetched: {why}.");
        invalid("form_param_value_invalid", PARAM, "could not be fetched", long)
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
        Err(OutboundError::Timeout(_)) => return Err(unreadable("there was no whole answer in time")),
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
