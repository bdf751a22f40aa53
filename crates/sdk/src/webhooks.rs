//! Verifying and decoding webhooks.
//!
//! ```no_run
//! use housekey_sdk::webhooks::{EventData, Webhook};
//!
//! # fn example(headers: http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let webhook = Webhook::new(&std::env::var("CLERK_WEBHOOK_SIGNING_SECRET")?)?;
//!
//! let event = webhook.verify(&headers, body)?;
//! match event.data {
//!     EventData::UserCreated(user) => println!("welcome, {}", user.id),
//!     EventData::OrganizationMembershipCreated(membership) => println!("a new {}", membership.role),
//!     EventData::Unknown { event_type, data } => println!("{event_type}: {data}"),
//!     other => println!("ignored: {}", other.event_type()),
//! }
//! # Ok(()) }
//! ```
//!
//! Pass the body's bytes exactly as received. Webhooks are delivered at least once; [`Event::id`] is the same each time. With the
//! feature `axum`, handlers can take an [`Event`] as an argument.

mod error;
mod event;
mod signature;

use std::fmt;
use std::time::Duration;

use housekey_contract::Millis;
pub use housekey_contract::webhook::*;
use http::HeaderMap;

pub use error::WebhookError;
pub use event::Event;

pub use crate::clock::Clock;
use signature::{Headers, Key};

/// The default tolerance for timestamps.
const TOLERANCE: Millis = Millis::from_seconds(300);

/// Verifies a webhook with an endpoint's signing secret (`whsec_…`), and decodes it. Use [`Webhook`] to parse the secret only
/// once, to rotate secrets, or to set the clock.
///
/// # Errors
/// If the signature is invalid, the webhook is too old, or the body is not an event.
pub fn verify(headers: &HeaderMap, body: &[u8], secret: &str) -> Result<Event, WebhookError> {
    Webhook::new(secret)?.verify(headers, body)
}

/// A receiver of webhooks with an endpoint's signing secret.
#[derive(Clone)]
pub struct Webhook {
    keys: Vec<Key>,
    clock: Clock,
    tolerance: Millis,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook")
    }
}

impl Webhook {
    /// Creates a receiver with the endpoint's signing secret, `whsec_…`.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] if it is malformed.
    pub fn new(secret: &str) -> Result<Self, WebhookError> {
        Ok(Self { keys: vec![Key::parse(secret)?], clock: Clock::system(), tolerance: TOLERANCE })
    }

    /// Accepts another secret as well, for rotation or for another endpoint.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] if it is malformed.
    pub fn or(mut self, secret: &str) -> Result<Self, WebhookError> {
        self.keys.push(Key::parse(secret)?);
        Ok(self)
    }

    /// Sets the clock that timestamps are checked against.
    #[must_use]
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Sets how much the timestamp may differ from the current time; 5 minutes by default.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance: Millis(i64::try_from(tolerance.as_millis()).unwrap_or(i64::MAX)), ..self }
    }

    /// Verifies and decodes a webhook.
    ///
    /// # Errors
    /// If the signature is invalid, the webhook is too old, or the body is not an event.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Event, WebhookError> {
        let id = self.check(headers, body)?;
        Event::read(id, body)
    }

    /// Verifies a webhook without decoding it, and returns the message's id.
    ///
    /// # Errors
    /// If the signature is invalid or the webhook is too old.
    pub fn check<'a>(&self, headers: &'a HeaderMap, body: &[u8]) -> Result<&'a str, WebhookError> {
        let headers = Headers::of(headers)?;
        let apart = self.clock.now().0.saturating_sub(headers.seconds.saturating_mul(1000));
        if apart.saturating_abs() > self.tolerance.0 {
            return Err(WebhookError::Time);
        }
        if !headers.are_signed(&self.keys, body) {
            return Err(WebhookError::Signature);
        }
        Ok(headers.id)
    }

    /// The headers that a server would send for this id and body now, for tests of your own endpoint.
    ///
    /// # Errors
    /// [`WebhookError::Header`] if the id can't be a header value.
    pub fn sign(&self, id: &str, body: &[u8]) -> Result<HeaderMap, WebhookError> {
        signature::headers(&self.keys, id, self.clock.now().seconds(), body)
    }
}

#[cfg(test)]
mod tests;
