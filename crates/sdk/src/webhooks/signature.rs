//! How webhooks are signed: HMAC-SHA256 over `id.timestamp.body`, as Svix and Standard Webhooks have it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::error::WebhookError;
use crate::crypto::HmacKey;

/// The three headers, under Svix's names and under those of Standard Webhooks.
pub(super) const NAMES: [[&str; 3]; 2] = [
    ["svix-id", "svix-timestamp", "svix-signature"],
    ["webhook-id", "webhook-timestamp", "webhook-signature"],
];

/// An endpoint's signing secret.
#[derive(Clone)]
pub(super) struct Key(HmacKey);

impl Key {
    pub(super) fn parse(secret: &str) -> Result<Self, WebhookError> {
        let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
        let key = STANDARD.decode(encoded).ok().filter(|key| !key.is_empty()).ok_or(WebhookError::Secret)?;
        Ok(Self(HmacKey::new(&key)))
    }

    pub(super) fn tag(&self, message: &[u8]) -> String {
        STANDARD.encode(self.0.sign(message))
    }

    /// Whether it made this tag; takes as long for a wrong one as for a right one.
    fn made(&self, tag: &[u8], message: &[u8]) -> bool {
        self.0.verifies(message, tag)
    }
}

/// What the headers of a webhook say.
pub(super) struct Headers<'a> {
    pub(super) id: &'a str,
    pub(super) seconds: i64,
    timestamp: &'a str,
    signatures: &'a str,
}

impl<'a> Headers<'a> {
    pub(super) fn of(headers: &'a HeaderMap) -> Result<Self, WebhookError> {
        let names = NAMES.iter().find(|[id, ..]| headers.contains_key(*id)).unwrap_or(&NAMES[0]);
        let [id, timestamp, signatures] = names.map(|name| only(headers, name));
        let (id, timestamp, signatures) = (id?, timestamp?, signatures?);
        let seconds = timestamp.parse().map_err(|_| WebhookError::Header(names[1]))?;
        Ok(Self { id, seconds, timestamp, signatures })
    }

    /// Whether one of the signatures is one of the keys'. Signatures of other versions are somebody else's.
    pub(super) fn are_signed(&self, keys: &[Key], body: &[u8]) -> bool {
        let message = message(self.id, self.timestamp, body);
        let tags = self.signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
        let mut tags = tags.filter_map(|tag| STANDARD.decode(tag).ok());
        tags.any(|tag| keys.iter().any(|key| key.made(&tag, &message)))
    }
}

/// The headers of a webhook that all of these keys sign.
pub(super) fn headers(keys: &[Key], id: &str, seconds: i64, body: &[u8]) -> Result<HeaderMap, WebhookError> {
    let timestamp = seconds.to_string();
    let message = message(id, &timestamp, body);
    let signatures: Vec<_> = keys.iter().map(|key| format!("v1,{}", key.tag(&message))).collect();
    let values = [id, &timestamp, &signatures.join(" ")];
    let pairs = NAMES[0].into_iter().zip(values).map(|(name, value)| {
        let value = HeaderValue::from_str(value).map_err(|_| WebhookError::Header(name))?;
        Ok((HeaderName::from_static(name), value))
    });
    pairs.collect()
}

fn message(id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat()
}

fn only<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map_err(|_| WebhookError::Header(name)),
        _ => Err(WebhookError::Header(name)),
    }
}
