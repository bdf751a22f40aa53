//! axum: [`Guard`](crate::auth::Guard) is a layer, and handlers can take the user as an argument.
//!
//! ```no_run
//! use axum::Router;
//! use axum::routing::{get, post};
//! use housekey_sdk::Client;
//! use housekey_sdk::auth::{Guard, Options, Organization, SignedIn};
//!
//! # fn example(client: Client) -> Router {
//! async fn home(user: Option<SignedIn>) -> String {
//!     user.map_or("Hello, stranger".into(), |user| format!("Hello, {}", user.sub))
//! }
//!
//! async fn me(user: SignedIn) -> String {
//!     user.sub.clone()
//! }
//!
//! async fn pay(user: SignedIn, organization: Organization) -> String {
//!     format!("{} pays for {}", user.sub, organization.id)
//! }
//!
//! let guard = Guard::of(&client, Options::default().authorized_parties(["https://app.example.com"]));
//! Router::new()
//!     .route("/pay", post(pay))
//!     .route_layer(guard.clone().has_permission("org:invoices:pay"))
//!     .merge(Router::new().route("/me", get(me)).route_layer(guard.clone()))
//!     .merge(Router::new().route("/", get(home)).route_layer(guard.optional()))
//! # }
//! ```
//!
//! A guard can require more: [`has_role`](crate::auth::Guard::has_role), [`has_permission`](crate::auth::Guard::has_permission),
//! [`require_org`](crate::auth::Guard::require_org) and, for a recent verification, [`reverified`](crate::auth::Guard::reverified).
//!
//! Handlers can take [`SignedIn`], `Option<SignedIn>`, [`Organization`], `Option<Organization>` and [`RequestState`]. On a route
//! without a guard, they respond with 500, because that is never the caller's fault. Put a guard that performs handshakes around
//! `nest`, not inside: nested routes see only part of the URL, and the browser would return to that.
//!
//! Handlers can also take a webhook's [`Event`](crate::webhooks::Event). If it isn't genuine, the response is 401; if it is
//! malformed, 400; if it is too long, 413. The secret is in the router's state; your own state type can implement
//! `axum::extract::FromRef` for [`Webhook`](crate::webhooks::Webhook):
//!
//! ```no_run
//! use axum::{Router, http::StatusCode, routing::post};
//! use housekey_sdk::webhooks::{Event, EventData, Webhook};
//!
//! async fn receive(event: Event) -> StatusCode {
//!     if let EventData::UserDeleted(user) = event.data {
//!         println!("forget {}", user.id);
//!     }
//!     StatusCode::NO_CONTENT
//! }
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let webhook = Webhook::new(&std::env::var("CLERK_WEBHOOK_SIGNING_SECRET")?)?;
//! let app: Router = Router::new().route("/webhooks", post(receive)).with_state(webhook);
//! # Ok(()) }
//! ```

#[cfg(feature = "webhook-events")]
mod webhook;

use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use axum_core::response::{IntoResponse, Response};
use http::request::Parts;

use crate::auth::{Organization, Refusal, RequestState, SignedIn};

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.response()
    }
}

fn state(parts: &Parts) -> Result<&RequestState, Refusal> {
    parts.extensions.get().ok_or_else(Refusal::unguarded)
}

impl<S: Sync> FromRequestParts<S> for RequestState {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        state(parts).cloned()
    }
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        state(parts)?.signed_in()
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Refusal> {
        Ok(state(parts)?.signed_in().ok())
    }
}

impl<S: Sync> FromRequestParts<S> for Organization {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        state(parts)?.organization()
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Organization {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Refusal> {
        Ok(state(parts)?.organization().ok())
    }
}
