//! Pages, pictures and protocols beside the APIs: everything that has a path of its own.

mod accountless;
mod health;
mod images;
mod mailbox;
pub mod oauth;
pub mod pages;
mod proxy_health;
mod saml;
mod tickets;
mod webhook_page;

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// Every path that is no operation of an API.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .merge(accountless::routes(app))
        .merge(health::routes(app))
        .merge(images::routes(app))
        .merge(mailbox::routes(app))
        .merge(oauth::routes(app))
        .merge(proxy_health::routes(app))
        .merge(saml::routes(app))
        .merge(tickets::routes(app))
        .merge(webhook_page::routes(app))
}
