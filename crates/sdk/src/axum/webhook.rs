//! The extractor for webhooks.

use axum_core::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::webhooks::{Event, Webhook, WebhookError};

impl IntoResponse for WebhookError {
    fn into_response(self) -> Response {
        self.response()
    }
}

/// Extracts a verified webhook; the secret is the [`Webhook`] in the router's state.
///
/// Responds with 401 if it isn't genuine, 400 if it is malformed, and 413 if it exceeds the router's `DefaultBodyLimit`.
impl<S> FromRequest<S> for Event
where
    Webhook: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = WebhookError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookError> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        Webhook::from_ref(state).verify(&headers, &body)
    }
}

fn unread(rejection: &BytesRejection) -> WebhookError {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => WebhookError::TooLong,
        _ => WebhookError::Interrupted,
    }
}
