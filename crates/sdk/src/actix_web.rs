//! actix-web: [`Guard`] is middleware, and handlers can take the user as an argument.
//!
//! ```no_run
//! use actix_web::{App, web};
//! use housekey_sdk::Client;
//! use housekey_sdk::auth::{Guard, Options, Organization, SignedIn};
//!
//! # fn example(client: Client) {
//! async fn me(user: SignedIn) -> String {
//!     user.sub.clone()
//! }
//!
//! async fn pay(user: SignedIn, organization: Organization) -> String {
//!     format!("{} pays for {}", user.sub, organization.id)
//! }
//!
//! let guard = Guard::of(&client, Options::default().authorized_parties(["https://app.example.com"]));
//! let app = App::new()
//!     .service(web::resource("/me").wrap(guard.clone()).get(me))
//!     .service(web::resource("/pay").wrap(guard.has_permission("org:invoices:pay")).post(pay));
//! # }
//! ```
//!
//! Handlers can take [`SignedIn`], [`Organization`], [`RequestState`] and an `Option` of the first two. On a route without a guard,
//! they respond with 500, because that is never the caller's fault.

use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, SET_COOKIE};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError};
use http::HeaderMap;

use crate::auth::{Guard, Organization, Refusal, RequestState, SignedIn};
use crate::foreign_head::head;

/// A service behind a [`Guard`].
#[derive(Debug)]
pub struct Guarded<S> {
    guard: Guard,
    inner: Rc<S>,
}

impl<S, B> Transform<S, ServiceRequest> for Guard
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = Guarded<S>;
    type InitError = ();
    type Future = Ready<Result<Guarded<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Guarded { guard: self.clone(), inner: Rc::new(inner) }))
    }
}

impl<S, B> Service<ServiceRequest> for Guarded<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Error>>>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let (guard, inner) = (self.guard.clone(), Rc::clone(&self.inner));
        Box::pin(async move {
            match admit(&guard, request.request()).await {
                Ok(state) => {
                    let headers = state.headers();
                    request.extensions_mut().insert(state);
                    let mut response = inner.call(request).await?;
                    add(&headers, response.headers_mut());
                    Ok(response.map_into_left_body())
                }
                Err(refusal) => Ok(request.into_response(refusal.error_response()).map_into_right_body()),
            }
        })
    }
}

/// Adds headers to a response, keeping the cookies it already sets.
fn add(headers: &HeaderMap, response: &mut actix_web::http::header::HeaderMap) {
    for (name, value) in headers {
        let known = HeaderName::from_bytes(name.as_str().as_bytes()).ok();
        let Some((name, value)) = known.zip(HeaderValue::from_bytes(value.as_bytes()).ok()) else { continue };
        if name == SET_COOKIE {
            response.append(name, value);
        } else {
            response.insert(name, value);
        }
    }
}

async fn admit(guard: &Guard, request: &HttpRequest) -> Result<RequestState, Refusal> {
    let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let head = head(request.method().as_str(), &request.uri().to_string(), headers)?;
    guard.admit(&head).await
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status().as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::with_body(self.status_code(), BoxBody::new(self.body().to_string()));
        add(&self.headers(), response.headers_mut());
        response
    }
}

/// The outcome of a guard for a request.
fn state<T>(
    request: &HttpRequest,
    read: impl FnOnce(&RequestState) -> Result<T, Refusal>,
) -> Ready<Result<T, Refusal>> {
    let extensions = request.extensions();
    ready(extensions.get().ok_or_else(Refusal::unguarded).and_then(read))
}

impl FromRequest for RequestState {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        state(request, |state| Ok(state.clone()))
    }
}

impl FromRequest for SignedIn {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        state(request, RequestState::signed_in)
    }
}

impl FromRequest for Organization {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        state(request, RequestState::organization)
    }
}
