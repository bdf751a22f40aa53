//! Who sent this request? Session tokens, verified here or refused with a reason.
//!
//! A [`Verifier`] holds the keys: a PEM public key (no network, ever) or the instance's JSON Web Key Set, fetched
//! with the secret key and kept. [`Options`] say what else a token must satisfy. Build both once and share them;
//! clones share the keys and the memory of tokens already verified. Where there is a client anyway, it can be asked:
//! [`Client::authenticate_request`](crate::Client::authenticate_request) takes the keys from the client's server.
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
//! Every doubt ends signed out.
//!
//! # Browsers
//!
//! Where the cookies of browsers count, give the options the instance's publishable key. Then the cookies are judged
//! as the official client judges them, and a browser whose cookies are out of step is sent to the Frontend API and
//! back (the handshake), or has its token refreshed. Answer with what [`RequestState::redirect`] and
//! [`RequestState::add_headers_to`] give; [`Guard`] does so by itself. The secret key is needed: ask a client.
//!
//! # Machines
//!
//! API keys, tokens between machines and OAuth access tokens count where [`Options::accept_tokens`] says so;
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

/// Verifies one token: its form, its signature, its times, and what `options` ask of its audience and its
/// authorized party. The token of a JWT template passes as well; a pending session's does too.
///
/// Nothing waits for the network unless the keys are a key set that has to be fetched.
pub async fn verify_token(token: &str, options: &Options) -> Result<Arc<Claims>, TokenError> {
    options.keys()?.verify(token, verifier::Purpose::AnyUser, options).await
}
