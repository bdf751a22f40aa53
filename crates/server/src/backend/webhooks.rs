//! Operations on the webhook service.

use housekey_contract::NoContent;
use housekey_contract::backend::webhooks as operations;
use housekey_contract::object::SvixUrl;
use housekey_domain::webhooks::{self, Link};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::CreateSvixApp, _, _>(create_svix_app);
    endpoints.on::<operations::DeleteSvixApp, _, _>(delete_svix_app);
    endpoints.on::<operations::GenerateSvixAuthUrl, _, _>(generate_svix_auth_url);
}

async fn create_svix_app(cx: Cx) -> Result<SvixUrl> {
    let (link, url) = link(&cx);
    cx.write(move |tx| {
        webhooks::turn_on(tx)?;
        webhooks::add_link(tx, &link)
    })
    .await?;
    Ok(url)
}

async fn delete_svix_app(cx: Cx) -> Result<NoContent> {
    cx.write(webhooks::turn_off).await?;
    Ok(NoContent)
}

async fn generate_svix_auth_url(cx: Cx) -> Result<SvixUrl> {
    let (link, url) = link(&cx);
    cx.write(move |tx| {
        webhooks::refuse_off(tx)?;
        webhooks::add_link(tx, &link)
    })
    .await?;
    Ok(url)
}

/// Creates a link to the webhook dashboard.
fn link(cx: &Cx) -> (Link, SvixUrl) {
    let link = webhooks::new_link(&mut cx.rng());
    let (url, instance) = (&cx.app.public_url, cx.instance.id());
    let svix_url = format!("{url}/webhooks/{instance}/open?key={}", link.key).into();
    (link, SvixUrl { svix_url })
}
