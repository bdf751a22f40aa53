//! Sent webhooks.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use serde_json::Value;

/// The path of the inbox, to which the server sends its own webhooks.
pub(crate) const PATH: &str = "/testing/webhooks";
/// Maximum size of a body, larger than any event.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A sent webhook. Pass its headers and body to your handler.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The headers, including the signature: `svix-id`, `svix-timestamp` and `svix-signature`, and the equivalents of Standard
    /// Webhooks.
    pub headers: HeaderMap,
    /// The body, exactly as signed.
    pub body: Vec<u8>,
}

impl Webhook {
    /// The event type: `user.created` …
    pub fn event_type(&self) -> String {
        self.json()["type"].as_str().unwrap_or_default().to_owned()
    }

    /// The object.
    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    /// The whole body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The message's id, the same for each delivery attempt.
    pub fn id(&self) -> &str {
        self.headers.get("svix-id").and_then(|id| id.to_str().ok()).unwrap_or_default()
    }
}

/// The received webhooks.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<Webhook>>);

impl Inbox {
    pub(crate) async fn receive(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, MAX_BYTES).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let webhook = Webhook { headers: parts.headers, body: body.to_vec() };
        let mut all = self.lock();
        // Webhooks are delivered at least once; a test should see each one once.
        if all.iter().all(|other| other.id() != webhook.id()) {
            all.push(webhook);
        }
        StatusCode::NO_CONTENT.into_response()
    }

    /// The webhooks, in order of their events.
    pub(crate) fn all(&self) -> Vec<Webhook> {
        let mut all = self.lock().clone();
        all.sort_by_key(|webhook| webhook.json()["timestamp"].as_i64());
        all
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Webhook>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
