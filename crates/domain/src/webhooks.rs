//! Webhooks: endpoints, messages and deliveries.

mod deliver;
mod dispatch;
mod endpoints;
mod secret;
mod service;

pub use deliver::{Outcome, Parcel, claim, delivery, latest_deliveries, replay, settle};
pub use dispatch::{Envelope, dispatch, hold, open_body};
pub use endpoints::{EndpointChanges, create, delete, get, list, prune, set_disabled, told, update};
pub use secret::{SigningSecret, new_secret, reveal, rotate, shared_secret};
pub use service::{Link, add_link, ensure_on, may_visit, new_link, refuse_off, turn_off, turn_on, use_link};
