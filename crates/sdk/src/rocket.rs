//! rocket: [`Guard`] is a fairing, and handlers can take the user as an argument.
//!
//! ```no_run
//! use housekey_sdk::Client;
//! use housekey_sdk::auth::{Guard, Options, Organization, SignedIn};
//! use housekey_sdk::rocket::{Allowed, Policy, catchers};
//! use rocket::{Build, Rocket, get, post, routes};
//!
//! struct Payers;
//!
//! impl Policy for Payers {
//!     fn of(guard: Guard) -> Guard {
//!         guard.has_permission("org:invoices:pay")
//!     }
//! }
//!
//! #[get("/me")]
//! fn me(user: SignedIn) -> String {
//!     user.sub.clone()
//! }
//!
//! #[post("/pay")]
//! fn pay(user: Allowed<Payers>, organization: Organization) -> String {
//!     format!("{} pays for {}", user.sub, organization.id)
//! }
//!
//! # fn example(client: Client) -> Rocket<Build> {
//! let guard = Guard::of(&client, Options::default().authorized_parties(["https://app.example.com"]));
//! rocket::build().attach(guard).register("/", catchers()).mount("/", routes![me, pay])
//! # }
//! ```
//!
//! Handlers can take [`SignedIn`], [`Organization`], [`Allowed`], an `Option` of these, and [`RequestState`]. Rejected requests are
//! handled by the [`catchers`] or your own. With an `Option`, a browser that needs a handshake counts as signed out; with
//! [`RequestState`], it is redirected.

use std::fmt;
use std::io::Cursor;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use http::header::SET_COOKIE;
use rocket::catcher::{self, BoxFuture, Catcher};
use rocket::fairing::{self, Fairing, Info, Kind};
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use rocket::response::{self, Responder};
use rocket::{Build, Request, Response, Rocket};

use crate::auth::{Guard, Organization, Refusal, RequestState, SignedIn};
use crate::foreign_head::head;

/// Additional requirements of some routes.
pub trait Policy: Send + Sync + 'static {
    /// Derives the guard for these routes from the attached one.
    fn of(guard: Guard) -> Guard;
}

/// A signed-in user who satisfies a [`Policy`]. It dereferences to [`SignedIn`].
pub struct Allowed<P> {
    user: SignedIn,
    policy: PhantomData<P>,
}

impl<P> fmt::Debug for Allowed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Allowed").field(&self.user).finish()
    }
}

impl<P> Deref for Allowed<P> {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.user
    }
}

/// The attached guard without changes.
struct AsItIs;

impl Policy for AsItIs {
    fn of(guard: Guard) -> Guard {
        guard
    }
}

/// Lets all requests through.
struct Anybody;

impl Policy for Anybody {
    fn of(guard: Guard) -> Guard {
        guard.optional()
    }
}

/// The outcome of a request under a policy. Rocket stores one value of each type per request.
struct Admission<P>(Result<RequestState, Refusal>, PhantomData<P>);

/// The last outcome, for the catchers and the response headers.
#[derive(Default)]
struct Latest(Mutex<Found>);

#[derive(Clone, Default)]
struct Found {
    refusal: Option<Refusal>,
    headers: HeaderMap,
}

impl Latest {
    fn of<'r>(request: &'r Request<'_>) -> MutexGuard<'r, Found> {
        request.local_cache(Self::default).0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn admission<'r, P: Policy>(request: &'r Request<'_>) -> &'r Result<RequestState, Refusal> {
    let admission =
        request.local_cache_async(async { Admission(admit(request, P::of).await, PhantomData::<P>) });
    let admission = &admission.await.0;
    if let Ok(state) = admission {
        Latest::of(request).headers = state.headers();
    }
    admission
}

async fn admit(request: &Request<'_>, policy: impl FnOnce(Guard) -> Guard) -> Result<RequestState, Refusal> {
    let managed = request.rocket().state::<Guard>().ok_or_else(Refusal::unguarded)?;
    let headers: Vec<_> = request.headers().iter().collect();
    let pairs = headers.iter().map(|header| (header.name().as_str(), header.value().as_bytes()));
    let head = head(request.method().as_str(), &request.uri().to_string(), pairs)?;
    policy(managed.clone()).admit(&head).await
}

/// Returns the value, or stores the refusal for the catcher.
fn outcome<T>(request: &Request<'_>, result: Result<T, Refusal>) -> Outcome<T, Refusal> {
    match result {
        Ok(value) => Outcome::Success(value),
        Err(refusal) => {
            Latest::of(request).refusal = Some(refusal.clone());
            Outcome::Error((status(&refusal), refusal))
        }
    }
}

fn status(refusal: &Refusal) -> Status {
    Status::new(refusal.status().as_u16())
}

#[rocket::async_trait]
impl Fairing for Guard {
    fn info(&self) -> Info {
        Info { name: "Guard", kind: Kind::Ignite | Kind::Response }
    }

    async fn on_ignite(&self, rocket: Rocket<Build>) -> fairing::Result {
        Ok(rocket.manage(self.clone()))
    }

    /// Catchers only handle errors, so the headers of a redirect are added here.
    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let found = Latest::of(request).clone();
        match found.refusal {
            Some(Refusal::Redirect(headers)) if response.status() == Status::TemporaryRedirect => {
                add(&headers, response);
            }
            _ => add(&found.headers, response),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for RequestState {
    type Error = Refusal;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refusal> {
        outcome(request, admission::<Anybody>(request).await.clone())
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = Refusal;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refusal> {
        outcome(request, user::<AsItIs>(request).await)
    }
}

#[rocket::async_trait]
impl<'r, P: Policy> FromRequest<'r> for Allowed<P> {
    type Error = Refusal;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refusal> {
        let user = user::<P>(request).await;
        outcome(request, user.map(|user| Self { user, policy: PhantomData }))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Organization {
    type Error = Refusal;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refusal> {
        let state = admission::<AsItIs>(request).await.clone();
        outcome(request, state.and_then(|state| state.organization()))
    }
}

async fn user<P: Policy>(request: &Request<'_>) -> Result<SignedIn, Refusal> {
    admission::<P>(request).await.clone()?.signed_in()
}

impl<'r> Responder<'r, 'static> for Refusal {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let body = self.body().to_string();
        let mut response = Response::build();
        let mut response =
            response.status(status(&self)).sized_body(body.len(), Cursor::new(body)).finalize();
        add(&self.headers(), &mut response);
        Ok(response)
    }
}

/// Adds headers to a response, keeping the cookies it already sets.
fn add(headers: &HeaderMap, response: &mut Response<'_>) {
    for (name, value) in headers {
        let Ok(value) = value.to_str() else { continue };
        if name == SET_COOKIE {
            response.adjoin_raw_header(name.as_str().to_owned(), value.to_owned());
        } else {
            response.set_raw_header(name.as_str().to_owned(), value.to_owned());
        }
    }
}

/// Responds to rejected requests in the API's error format: 401, 403 and 500. Other errors with these statuses are left to Rocket.
pub fn catchers() -> Vec<Catcher> {
    [401, 403, 500].map(|status| Catcher::new(status, catch)).into()
}

fn catch<'r>(code: Status, request: &'r Request<'_>) -> BoxFuture<'r, catcher::Result<'r>> {
    let refusal = Latest::of(request).refusal.clone().filter(|refusal| status(refusal) == code);
    Box::pin(async move {
        match refusal {
            Some(refusal) => refusal.respond_to(request),
            None => Catcher::default().handler.handle(code, request).await,
        }
    })
}
