use bytes::Bytes;
use housekey_contract::codec::DecodeError;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::json;

/// Why a webhook is not to be trusted, or can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is not `whsec_` and base64.
    #[error("the signing secret is malformed: it is `whsec_` followed by base64")]
    Secret,
    /// A header is missing or malformed, or there are several.
    #[error("the header {0} is missing or can't be read")]
    Header(&'static str),
    /// It was sent too long ago, or will be: an attacker may have kept it.
    #[error("the webhook's time is too far off")]
    Time,
    /// No signature is the secret's.
    #[error("no signature matches: the secret is another endpoint's, or the body is not as it was sent")]
    Signature,
    /// It is genuine, but no event.
    #[error("the body is no event: {0}")]
    Body(#[source] DecodeError),
    /// The body is longer than the service takes.
    #[error("the body is too long")]
    TooLong,
    /// The body ended before its end.
    #[error("the body did not come to its end")]
    Interrupted,
}

impl WebhookError {
    /// The status to answer with, as the service that sends should see that it was not received.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Secret => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Header(_) | Self::Body(_) | Self::Interrupted => StatusCode::BAD_REQUEST,
            Self::Time | Self::Signature => StatusCode::UNAUTHORIZED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// An answer in the API's form of errors, for whatever takes responses of the crate `http`.
    pub fn response<B: From<Bytes>>(&self) -> Response<B> {
        let message = self.to_string();
        let error = json!({ "code": "webhook_invalid", "message": message, "long_message": message });
        let mut response = Response::new(B::from(json!({ "errors": [error] }).to_string().into()));
        *response.status_mut() = self.status();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}
