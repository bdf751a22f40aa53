//! Webhooks as they were sent.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use serde_json::Value;

/// Where the server sends its webhooks to itself.
pub(crate) const PATH: &str = "/testing/webhooks";
/// More than any event has.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A webhook as it was sent: give its headers and its body to your handler.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The headers, with the signature: `svix-id`, `svix-timestamp` and `svix-signature`, and the same under the names of
    /// Standard Webhooks.
    pub headers: HeaderMap,
    /// The body, byte by byte as it was signed.
    pub body: Vec<u8>,
}

impl Webhook {
    /// The kind of event: `user.created` …
    pub fn event_type(&self) -> String {
        self.json()["type"].as_str().unwrap_or_default().to_owned()
    }

    /// What it is about.
    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    /// The whole body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The message's id, the same in every attempt to deliver it.
    pub fn id(&self) -> &str {
        self.headers.get("svix-id").and_then(|id| id.to_str().ok()).unwrap_or_default()
    }
}

/// The webhooks that have come.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<Webhook>>);

impl Inbox {
    pub(crate) async fn receive(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, MOST_BYTES).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let webhook = Webhook { headers: parts.headers, body: body.to_vec() };
        let mut all = self.lock();
        // Webhooks come at least once; a test is to see each once.
        if all.iter().all(|other| other.id() != webhook.id()) {
            all.push(webhook);
        }
        StatusCode::NO_CONTENT.into_response()
    }

    /// What has come, in the order in which it happened.
    pub(crate) fn all(&self) -> Vec<Webhook> {
        let mut all = self.lock().clone();
        all.sort_by_key(|webhook| webhook.json()["timestamp"].as_i64());
        all
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Webhook>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
