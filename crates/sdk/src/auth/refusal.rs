use bytes::Bytes;
use housekey_contract::ApiError;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, Response, StatusCode};
use serde_json::{Value, json};

use super::reason::Reason;
use super::requirement::Requirement;

/// The headers in which the official SDKs report the state of a request.
const STATUS: HeaderName = HeaderName::from_static("x-clerk-auth-status");
const REASON: HeaderName = HeaderName::from_static("x-clerk-auth-reason");

/// Why a request was rejected, and the response to send.
///
/// In axum, actix-web, rocket and poem it can be returned as a response. Elsewhere, use [`status`](Self::status),
/// [`headers`](Self::headers) and [`body`](Self::body), or the complete [`response`](Self::response).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The request is signed out: 401.
    #[error("the request is signed out ({0})")]
    SignedOut(Reason),
    /// The user doesn't meet a requirement: 403. For a reverification, the body is the hint that makes Clerk's frontend SDKs verify
    /// the user and retry.
    #[error("the user lacks {0}")]
    Lacks(Requirement),
    /// The browser must complete a handshake first: 307, with these headers; see [`RequestState::redirect`].
    ///
    /// [`RequestState::redirect`]: super::RequestState::redirect
    #[error("the browser is sent to a handshake")]
    Redirect(HeaderMap),
    /// A handler takes the user, but its route has no guard: 500, because the service is misconfigured.
    #[error("a handler takes the user, but its route has no guard")]
    Unguarded,
}

impl Refusal {
    /// The status: 307, 401, 403 or 500.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut(_) => StatusCode::UNAUTHORIZED,
            Self::Lacks(_) => StatusCode::FORBIDDEN,
            Self::Redirect(_) => StatusCode::TEMPORARY_REDIRECT,
            Self::Unguarded => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The headers, including `Content-Type`.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = match self {
            Self::Redirect(headers) => headers.clone(),
            _ => HeaderMap::new(),
        };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Self::SignedOut(reason) = self {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            headers.insert(STATUS, HeaderValue::from_static("signed-out"));
            headers.extend(HeaderValue::from_str(reason.as_str()).map(|reason| (REASON, reason)));
        }
        headers
    }

    /// The JSON body: Clerk's error format, or its hint for reverification.
    pub fn body(&self) -> Value {
        if let Self::Lacks(Requirement::Reverification(reverification)) = self {
            return json!({ "clerk_error": {
                "type": "forbidden",
                "reason": "reverification-error",
                "metadata": { "reverification": reverification.to_json() },
            } });
        }
        json!({ "errors": [self.error()] })
    }

    /// The complete response, as a type of the crate `http`.
    pub fn response<B: From<Bytes>>(&self) -> Response<B> {
        let mut response = Response::new(B::from(self.body().to_string().into()));
        *response.status_mut() = self.status();
        *response.headers_mut() = self.headers();
        response
    }

    /// Whoever runs the service learns of the mistake, its callers do not.
    #[cfg(any(feature = "actix-web", feature = "axum", feature = "poem", feature = "rocket"))]
    pub(crate) fn unguarded() -> Self {
        tracing::error!("a handler asks who is signed in, but no `Guard` stands before its route");
        Self::Unguarded
    }

    fn error(&self) -> ApiError {
        let (code, message, meta) = match self {
            Self::SignedOut(reason) => {
                ("authentication_invalid", SIGNED_OUT, json!({ "reason": reason.as_str() }))
            }
            Self::Lacks(Requirement::Role(role)) => ("role_required", LACKS_ROLE, json!({ "role": role })),
            Self::Lacks(Requirement::Permission(permission)) => {
                ("permission_required", LACKS_PERMISSION, json!({ "permission": permission }))
            }
            Self::Lacks(_) => ("organization_required", LACKS_ORGANIZATION, json!({})),
            Self::Redirect(_) => ("handshake_required", HANDSHAKE, json!({})),
            Self::Unguarded => ("internal_error", UNGUARDED, json!({})),
        };
        let [message, long_message] = message.map(str::to_owned);
        let meta = meta.as_object().cloned().unwrap_or_default();
        ApiError { code: code.to_owned(), message, long_message, meta }
    }
}

/// The short and the long message of each.
const SIGNED_OUT: [&str; 2] = [
    "not signed in",
    "Sign in first: send a valid session token as `Authorization: Bearer …` or in the cookie `__session`.",
];
const HANDSHAKE: [&str; 2] =
    ["go elsewhere first", "Follow the redirect: it brings the cookies of this site up to date."];
const LACKS_ROLE: [&str; 2] = [
    "the role is missing",
    "This needs a role in the active organization that the signed-in user does not have.",
];
const LACKS_PERMISSION: [&str; 2] = [
    "the permission is missing",
    "This needs a permission in the active organization that the signed-in user does not have.",
];
const LACKS_ORGANIZATION: [&str; 2] = [
    "no organization is active",
    "Choose an organization first: this needs one that is active in the session.",
];
const UNGUARDED: [&str; 2] =
    ["internal error", "The service is put together wrongly: its log tells what to do about it."];

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::{Factor, Reverification};

    #[test]
    fn reverification_is_asked_for_as_clerks_front_ends_expect() {
        let hint = |reverification: Reverification| Refusal::Lacks(reverification.into()).body();
        let expected = |reverification: Value| {
            json!({ "clerk_error": {
                "type": "forbidden", "reason": "reverification-error",
                "metadata": { "reverification": reverification },
            } })
        };

        assert_eq!(hint(Reverification::STRICT_MFA), expected(json!("strict_mfa")));
        assert_eq!(
            hint(Reverification::within(Duration::from_secs(300), Factor::First)),
            expected(json!({ "level": "first_factor", "afterMinutes": 5 }))
        );
    }

    #[test]
    fn every_other_refusal_is_in_the_form_of_errors() {
        for (refusal, status, code) in [
            (Refusal::SignedOut(Reason::SessionTokenNbf), 401, "authentication_invalid"),
            (Refusal::Lacks(Requirement::Organization), 403, "organization_required"),
            (Refusal::Lacks(Requirement::role("org:admin")), 403, "role_required"),
            (Refusal::Lacks(Requirement::permission("org:a:b")), 403, "permission_required"),
            (Refusal::Unguarded, 500, "internal_error"),
        ] {
            let response = refusal.response::<Bytes>();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
            let body: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(body["errors"][0]["code"], code);
            assert!(body["errors"][0]["long_message"].as_str().is_some_and(|message| message.ends_with('.')));
        }
    }
}
