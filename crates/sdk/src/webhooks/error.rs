use bytes::Bytes;
use housekey_contract::codec::DecodeError;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::json;

/// Why a webhook was rejected or can't be decoded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is not `whsec_` followed by base64.
    #[error("the signing secret is malformed: expected `whsec_` followed by base64")]
    Secret,
    /// A header is missing, malformed or repeated.
    #[error("the header {0} is missing or invalid")]
    Header(&'static str),
    /// The timestamp is too far from the current time: it may be a replay.
    #[error("the webhook's timestamp is too far from the current time")]
    Time,
    /// No signature matches the secret.
    #[error("no signature matches: the secret belongs to another endpoint, or the body was changed")]
    Signature,
    /// It is genuine, but not an event.
    #[error("the body is not an event: {0}")]
    Body(#[source] DecodeError),
    /// The body is longer than the service accepts.
    #[error("the body is too long")]
    TooLong,
    /// The body is incomplete.
    #[error("the body is incomplete")]
    Interrupted,
}

impl WebhookError {
    /// The status to respond with, so that the sender knows that the webhook was not accepted.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Secret => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Header(_) | Self::Body(_) | Self::Interrupted => StatusCode::BAD_REQUEST,
            Self::Time | Self::Signature => StatusCode::UNAUTHORIZED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// A response in the API's error format, as a type of the crate `http`.
    pub fn response<B: From<Bytes>>(&self) -> Response<B> {
        let message = self.to_string();
        let error = json!({ "code": "webhook_invalid", "message": message, "long_message": message });
        let mut response = Response::new(B::from(json!({ "errors": [error] }).to_string().into()));
        *response.status_mut() = self.status();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}
