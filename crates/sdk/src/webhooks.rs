//! Webhooks: whether one comes from where it says, and what it tells.
//!
//! ```no_run
//! use housekey_sdk::webhooks::Webhook;
//! use housekey_sdk::{EventType, User};
//!
//! # fn example(headers: http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let webhook = Webhook::new(&std::env::var("CLERK_WEBHOOK_SIGNING_SECRET")?)?;
//!
//! let event = webhook.verify(&headers, body)?;
//! if event.event_type == EventType::UserCreated {
//!     println!("welcome, {}", event.data::<User>()?.id);
//! }
//! # Ok(()) }
//! ```
//!
//! The body must be the bytes as they came. A webhook is sent at least once; [`Event::id`] is the same each time.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, Millis};
use http::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::auth::Clock;

/// How far the times of the sender and of this machine may be apart.
const TOLERANCE: Millis = Millis::from_seconds(300);
/// The three headers, under Svix's names and under those of Standard Webhooks.
const NAMES: [[&str; 3]; 2] = [
    ["svix-id", "svix-timestamp", "svix-signature"],
    ["webhook-id", "webhook-timestamp", "webhook-signature"],
];

/// The receiving end of webhooks, with an endpoint's signing secret.
#[derive(Clone)]
pub struct Webhook {
    key: hmac::Key,
    clock: Clock,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook")
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The message's id, the same in each attempt to deliver it.
    #[serde(skip)]
    pub id: String,
    /// What it tells of.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// The object that it is about, as the API shows it; see [`Event::data`].
    #[serde(rename = "data")]
    pub raw_data: Value,
    /// When it happened.
    pub timestamp: Option<Millis>,
    /// Where it happened.
    pub instance_id: Option<InstanceId>,
    /// Who asked for it, and from where.
    #[serde(default)]
    pub event_attributes: Value,
}

impl Event {
    /// The object that it is about: a [`User`](crate::User) for `user.created`.
    ///
    /// # Errors
    /// If it is none of the type asked for.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.raw_data)
    }
}

/// Why a webhook is not to be trusted, or can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is not `whsec_` and base64.
    #[error("the signing secret is malformed: it is `whsec_` followed by base64")]
    Secret,
    /// A header is missing, or there are several.
    #[error("the header {0} is missing or can't be read")]
    Header(&'static str),
    /// It was sent too long ago, or will be: an attacker may have kept it.
    #[error("the webhook's time is more than five minutes off")]
    Time,
    /// No signature is the secret's.
    #[error("no signature matches: the secret is another endpoint's, or the body is not as it was sent")]
    Signature,
    /// It is genuine, but no event.
    #[error("the body is no event: {0}")]
    Body(#[source] serde_json::Error),
}

impl Webhook {
    /// A receiver with the endpoint's signing secret, `whsec_…`.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] if it is malformed.
    pub fn new(secret: &str) -> Result<Self, WebhookError> {
        let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
        let key = STANDARD.decode(encoded).ok().filter(|key| !key.is_empty()).ok_or(WebhookError::Secret)?;
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &key), clock: Clock::system() })
    }

    /// Judges times by this clock.
    #[must_use]
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Verifies a webhook and reads it.
    ///
    /// # Errors
    /// If it is not genuine, too old, or no event.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Event, WebhookError> {
        let names = NAMES.iter().find(|[id, ..]| headers.contains_key(*id)).unwrap_or(&NAMES[0]);
        let [id, timestamp, signatures] = [0, 1, 2].map(|place| header(headers, names[place]));
        let (id, timestamp, signatures) = (id?, timestamp?, signatures?);
        let seconds: i64 = timestamp.parse().map_err(|_| WebhookError::Header(names[1]))?;
        let apart = self.clock.now().0.saturating_sub(seconds.saturating_mul(1000));
        if apart.saturating_abs() > TOLERANCE.0 {
            return Err(WebhookError::Time);
        }
        let signed = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat();
        let mut tags = signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
        let is_ours =
            |tag: &str| STANDARD.decode(tag).is_ok_and(|tag| hmac::verify(&self.key, &signed, &tag).is_ok());
        if !tags.any(is_ours) {
            return Err(WebhookError::Signature);
        }
        let event: Event = serde_json::from_slice(body).map_err(WebhookError::Body)?;
        Ok(Event { id: id.to_owned(), ..event })
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map_err(|_| WebhookError::Header(name)),
        _ => Err(WebhookError::Header(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"object":"event","type":"user.deleted","data":{"id":"user_1","object":"user","deleted":true},"timestamp":1700000000123,"later":1}"#;
    const NOW: Millis = Millis(1_700_000_000_000);

    fn webhook() -> Webhook {
        Webhook::new(SECRET).unwrap().clock(Clock::fixed(NOW))
    }

    /// The headers of a genuine webhook, signed at this time.
    fn headers(seconds: i64, names: [&'static str; 3]) -> HeaderMap {
        let signed = [format!("msg_1.{seconds}.").as_bytes(), BODY].concat();
        let tag = STANDARD.encode(hmac::sign(&webhook().key, &signed));
        let values = ["msg_1".to_owned(), seconds.to_string(), format!("v1a,eA== v1,AAAA v1,{tag}")];
        let pairs = names.into_iter().zip(values);
        pairs.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_genuine_webhook_is_read_under_either_name_of_its_headers() {
        for names in NAMES {
            let event = webhook().verify(&headers(NOW.0 / 1000, names), BODY).unwrap();
            assert_eq!((event.id.as_str(), &event.event_type), ("msg_1", &EventType::UserDeleted));
            let deleted: housekey_contract::object::DeletedObject = event.data().unwrap();
            assert_eq!((deleted.id.as_str(), deleted.deleted), ("user_1", true));
        }
    }

    #[test]
    fn a_known_signature_is_recognized() {
        // The example of Standard Webhooks' specification.
        let webhook = Webhook::new(SECRET).unwrap();
        let signed = br#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#;
        let tag = STANDARD.encode(hmac::sign(&webhook.key, signed));
        assert_eq!(tag, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_not_genuine_is_refused() {
        let now = NOW.0 / 1000;
        let good = headers(now, NAMES[0]);
        let refused = |headers: &HeaderMap, body: &[u8]| webhook().verify(headers, body).unwrap_err();

        assert!(matches!(refused(&good, b"{}"), WebhookError::Signature));
        for seconds in [now - 301, now + 301, i64::MAX, i64::MIN] {
            assert!(matches!(refused(&headers(seconds, NAMES[0]), BODY), WebhookError::Time), "{seconds}");
        }
        for name in NAMES[0] {
            let mut without = good.clone();
            without.remove(name);
            assert!(matches!(refused(&without, BODY), WebhookError::Header(_)), "{name}");
            let mut twice = good.clone();
            twice.append(name, "msg_2".parse().unwrap());
            assert!(matches!(refused(&twice, BODY), WebhookError::Header(_)), "{name}");
        }
        let other = Webhook::new("whsec_AAAA").unwrap().clock(Clock::fixed(NOW));
        assert!(matches!(other.verify(&good, BODY), Err(WebhookError::Signature)));
        assert!(matches!(Webhook::new("whsec_?"), Err(WebhookError::Secret)));
    }
}
