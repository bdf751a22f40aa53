//! Operations on the webhook service.

mod create_svix_app;
mod delete_svix_app;
mod generate_svix_auth_url;

use housekey_contract::backend::webhooks as operations;
use housekey_contract::object::SvixUrl;
use housekey_domain::webhooks::{self, Link};

use crate::cx::Cx;
use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::CreateSvixApp, _, _>(create_svix_app::create_svix_app);
    endpoints.on::<operations::DeleteSvixApp, _, _>(delete_svix_app::delete_svix_app);
    endpoints.on::<operations::GenerateSvixAuthUrl, _, _>(generate_svix_auth_url::generate_svix_auth_url);
}

/// Creates a link to the webhook dashboard.
fn link(cx: &Cx) -> (Link, SvixUrl) {
    let link = webhooks::new_link(&mut cx.rng());
    let (url, instance) = (&cx.app.public_url, cx.instance.id());
    let svix_url = format!("{url}/webhooks/{instance}/open?key={}", link.key).into();
    (link, SvixUrl { svix_url })
}
