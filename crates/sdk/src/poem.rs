//! poem: [`Guard`] is middleware, and handlers can take the user as an argument.
//!
//! ```no_run
//! use housekey_sdk::Client;
//! use housekey_sdk::auth::{Guard, Options, Organization, SignedIn};
//! use poem::{EndpointExt, Route, get, handler, post};
//!
//! # fn example(client: Client) {
//! #[handler]
//! fn me(user: SignedIn) -> String {
//!     user.sub.clone()
//! }
//!
//! #[handler]
//! fn pay(user: SignedIn, organization: Organization) -> String {
//!     format!("{} pays for {}", user.sub, organization.id)
//! }
//!
//! let guard = Guard::of(&client, Options::default().authorized_parties(["https://app.example.com"]));
//! let app = Route::new()
//!     .at("/me", get(me).with(guard.clone()))
//!     .at("/pay", post(pay).with(guard.has_permission("org:invoices:pay")));
//! # }
//! ```
//!
//! Handlers can take [`SignedIn`], [`Organization`], [`RequestState`] and an `Option` of the first two. On a route without a guard,
//! they respond with 500, because that is never the caller's fault.

use http::{HeaderMap, Method, Uri};
use poem::error::ResponseError;
use poem::http::StatusCode;
use poem::{Endpoint, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response, Result};

use crate::auth::{Guard, Organization, Refusal, RequestHead, RequestState, SignedIn};

/// An endpoint behind a [`Guard`].
#[derive(Debug)]
pub struct Guarded<E> {
    guard: Guard,
    inner: E,
}

impl<E: Endpoint> Middleware<E> for Guard {
    type Output = Guarded<E>;

    fn transform(&self, inner: E) -> Guarded<E> {
        Guarded { guard: self.clone(), inner }
    }
}

impl<E: Endpoint> Endpoint for Guarded<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let admission = self.guard.admit(&Head(&request));
        match admission.await {
            Ok(state) => {
                request.extensions_mut().insert(state.clone());
                let mut response = self.inner.call(request).await?.into_response();
                state.add_headers_to(response.headers_mut());
                Ok(response)
            }
            Err(refusal) => Ok(refusal.as_response()),
        }
    }
}

struct Head<'r>(&'r Request);

impl RequestHead for Head<'_> {
    fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    fn method(&self) -> Option<&Method> {
        Some(self.0.method())
    }

    fn uri(&self) -> Option<&Uri> {
        // Nested routes see only the rest of the path.
        Some(self.0.original_uri())
    }
}

impl ResponseError for Refusal {
    fn status(&self) -> StatusCode {
        Self::status(self)
    }

    fn as_response(&self) -> Response {
        let mut response = Response::builder().status(Self::status(self)).body(self.body().to_string());
        *response.headers_mut() = self.headers();
        response
    }
}

/// The outcome of a guard for a request.
fn state(request: &Request) -> Result<&RequestState, Refusal> {
    request.extensions().get().ok_or_else(Refusal::unguarded)
}

impl<'r> FromRequest<'r> for RequestState {
    async fn from_request(request: &'r Request, _: &mut RequestBody) -> Result<Self> {
        Ok(state(request)?.clone())
    }
}

impl<'r> FromRequest<'r> for SignedIn {
    async fn from_request(request: &'r Request, _: &mut RequestBody) -> Result<Self> {
        Ok(state(request)?.signed_in()?)
    }
}

impl<'r> FromRequest<'r> for Organization {
    async fn from_request(request: &'r Request, _: &mut RequestBody) -> Result<Self> {
        Ok(state(request)?.organization()?)
    }
}
