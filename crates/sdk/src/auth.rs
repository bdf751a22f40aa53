//! Authenticating requests by session tokens.
//!
//! A [`Verifier`] holds the keys: either a PEM public key, which needs no network, or the instance's JSON Web Key Set, fetched with
//! the secret key and cached. [`Options`] say what else a token must satisfy. Create both once and share them: clones share the
//! keys and the cache of verified tokens. If you have a client,
//! [`Client::authenticate_request`](crate::Client::authenticate_request) uses its server's keys.
//!
//! ```no_run
//! use housekey_sdk::auth::{Options, Verifier, authenticate_request};
//!
//! # async fn example(request: http::request::Parts) -> Result<(), housekey_sdk::auth::TokenError> {
//! let options = Options::new(Verifier::from_secret_key("sk_test_…")?)
//!     .authorized_parties(["https://app.example.com"]);
//!
//! let state = authenticate_request(&request, &options).await;
//! match state.claims() {
//!     Some(claims) => println!("signed in as {}", claims.sub),
//!     None => println!("signed out: {}", state.reason().map_or("", |reason| reason.as_str())),
//! }
//! # Ok(()) }
//! ```
//!
//! In case of doubt, a request is signed out.
//!
//! # Browsers
//!
//! To authenticate browsers by their cookies, set the instance's publishable key in the options. Cookies are then checked as in the
//! official SDKs: if they are out of sync, the browser is redirected to the Frontend API and back (the handshake), or its token is
//! refreshed. Respond with what [`RequestState::redirect`] and [`RequestState::add_headers_to`] return; a [`Guard`] does so by
//! itself. This needs the secret key, so use a client.
//!
//! # Machines
//!
//! API keys, machine-to-machine tokens and OAuth access tokens are accepted if [`Options::accept_tokens`] allows them;
//! [`RequestState::machine`] tells whose they are and what they allow.

mod api;
#[cfg(feature = "handshake")]
mod browser;
mod cache;
mod checks;
mod claims;
mod client;
mod cookies;
mod credential;
mod evidence;
mod guard;
mod header;
mod jwks;
mod key;
#[cfg(feature = "machine-tokens")]
mod machine;
mod options;
mod organization;
#[cfg(feature = "handshake")]
mod organization_sync;
#[cfg(feature = "handshake")]
mod publishable_key;
mod reason;
mod refusal;
mod request;
mod requirement;
mod reverification;
#[cfg(feature = "handshake")]
mod satellite;
mod signed_in;
mod state;
mod strict;
mod token;
mod verifier;

pub use crate::clock::Clock;
pub use claims::{Actor, Audience, Claims, OrganizationClaim};
pub use credential::RequestHead;
pub use guard::Guard;
pub use jwks::JwksOptions;
#[cfg(feature = "machine-tokens")]
pub use machine::{Accepted, MachineAuth, TokenKind};
pub use options::Options;
pub use organization::Organization;
#[cfg(feature = "handshake")]
pub use organization_sync::{InvalidPattern, OrganizationSync};
#[cfg(feature = "handshake")]
pub use publishable_key::{InvalidPublishableKey, PublishableKey};
pub use reason::{Reason, TokenError, TokenReason};
pub use refusal::Refusal;
pub use request::authenticate_request;
pub use requirement::Requirement;
pub use reverification::{Factor, Reverification};
#[cfg(feature = "handshake")]
pub use satellite::Satellite;
pub use signed_in::SignedIn;
pub use state::{RequestState, Status};
pub use verifier::Verifier;

use std::sync::Arc;

/// Verifies a token: its format, signature and times, and the audience and authorized party that `options` require. Tokens from JWT
/// templates and of pending sessions are accepted too.
///
/// Uses the network only if the keys are a key set that has to be fetched.
pub async fn verify_token(token: &str, options: &Options) -> Result<Arc<Claims>, TokenError> {
    options.keys()?.verify(token, verifier::Purpose::AnyUser, options).await
}
