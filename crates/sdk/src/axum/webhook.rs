//! Webhooks as arguments of handlers.

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

/// A genuine webhook, whose endpoint's secret is the [`Webhook`] of the router's state.
///
/// What is not genuine is answered with 401, what is malformed with 400, and what is longer than the router's
/// `DefaultBodyLimit` with 413; the handler is not called.
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
