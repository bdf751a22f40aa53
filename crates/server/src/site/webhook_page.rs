//! The webhook dashboard of an instance: endpoints, signing secrets and deliveries.
//!
//! A secret key obtains a single-use link to it. All forms must be submitted from a page of this server.

mod deliveries;
mod endpoint;
mod form;
mod list;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/webhooks/{instance}", get(list::show).post(list::add))
        .route("/webhooks/{instance}/open", get(visit::ask).post(visit::open))
        .route("/webhooks/{instance}/{endpoint}", get(endpoint::show).post(endpoint::update))
        .route("/webhooks/{instance}/{endpoint}/state", post(endpoint::switch))
        .route("/webhooks/{instance}/{endpoint}/delete", post(endpoint::delete))
        .route("/webhooks/{instance}/{endpoint}/secret", post(endpoint::reveal))
        .route("/webhooks/{instance}/{endpoint}/rotate", post(endpoint::rotate))
        .route("/webhooks/{instance}/{endpoint}/replay", post(deliveries::replay))
        .route("/webhooks/{instance}/{endpoint}/deliveries/{delivery}", get(deliveries::show))
        .with_state(Arc::clone(app))
}
