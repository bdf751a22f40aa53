use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE};
use http::{Response, StatusCode};

use super::claims::Claims;
#[cfg(feature = "machine-tokens")]
use super::machine::MachineAuth;
use super::reason::Reason;
use super::refusal::Refusal;

const STATUS: HeaderName = HeaderName::from_static("x-clerk-auth-status");
const REASON: HeaderName = HeaderName::from_static("x-clerk-auth-reason");
const MESSAGE: HeaderName = HeaderName::from_static("x-clerk-auth-message");

/// The outcome of authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The request has a valid token.
    SignedIn,
    /// The request has no valid token.
    SignedOut,
    /// The browser must be redirected to the Frontend API first: respond with [`RequestState::redirect`].
    Handshake,
}

impl Status {
    /// The status as a string, as in the official SDKs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::Handshake => "handshake",
        }
    }
}

/// Whether a request is signed in and as whom, or why not.
///
/// For browsers, send the redirect or headers that the state contains:
///
/// ```no_run
/// # fn page() -> http::Response<String> { http::Response::new(String::new()) }
/// # fn example(state: housekey_sdk::auth::RequestState) -> http::Response<String> {
/// if let Some(redirect) = state.redirect() {
///     return redirect.map(|()| String::new());
/// }
/// let mut response = page();
/// state.add_headers_to(response.headers_mut());
/// response
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RequestState {
    outcome: Outcome,
    /// Headers for the response, in addition to those derived from the outcome.
    headers: Option<Box<HeaderMap>>,
}

#[derive(Clone, Debug)]
enum Outcome {
    SignedIn {
        token: String,
        claims: Arc<Claims>,
    },
    #[cfg(feature = "machine-tokens")]
    Machine {
        token: String,
        machine: Arc<MachineAuth>,
    },
    Not {
        status: Status,
        reason: Reason,
        message: String,
    },
}

impl RequestState {
    /// Whether the request is signed in, as a user or, if [`Options::accept_tokens`](super::Options) allows it, as a machine.
    pub const fn is_signed_in(&self) -> bool {
        matches!(self.status(), Status::SignedIn)
    }

    /// Whether the request is signed in, signed out or needs a handshake.
    pub const fn status(&self) -> Status {
        match &self.outcome {
            Outcome::SignedIn { .. } => Status::SignedIn,
            #[cfg(feature = "machine-tokens")]
            Outcome::Machine { .. } => Status::SignedIn,
            Outcome::Not { status, .. } => *status,
        }
    }

    /// The session token's claims, if a user is signed in.
    pub fn claims(&self) -> Option<&Claims> {
        self.shared_claims().map(AsRef::as_ref)
    }

    pub(super) const fn shared_claims(&self) -> Option<&Arc<Claims>> {
        if let Outcome::SignedIn { claims, .. } = &self.outcome { Some(claims) } else { None }
    }

    /// The machine that sent the request, if it was a machine.
    #[cfg(feature = "machine-tokens")]
    pub fn machine(&self) -> Option<&MachineAuth> {
        if let Outcome::Machine { machine, .. } = &self.outcome { Some(machine) } else { None }
    }

    /// The token, if signed in.
    pub fn token(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::SignedIn { token, .. } => Some(token),
            #[cfg(feature = "machine-tokens")]
            Outcome::Machine { token, .. } => Some(token),
            Outcome::Not { .. } => None,
        }
    }

    /// Why the request is not signed in.
    pub const fn reason(&self) -> Option<&Reason> {
        if let Outcome::Not { reason, .. } = &self.outcome { Some(reason) } else { None }
    }

    /// A message for developers; empty if the reason says it all.
    pub fn message(&self) -> Option<&str> {
        if let Outcome::Not { message, .. } = &self.outcome { Some(message) } else { None }
    }

    /// The headers to add to the response: cookies from the handshake or a refresh and, unless the request is signed in,
    /// `x-clerk-auth-status`, `-reason` and `-message`. For a redirect, they include `Location`.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = self.headers.as_deref().cloned().unwrap_or_default();
        if let Outcome::Not { status, reason, message } = &self.outcome {
            headers.insert(STATUS, HeaderValue::from_static(status.as_str()));
            headers.extend(HeaderValue::from_str(reason.as_str()).ok().map(|reason| (REASON, reason)));
            let message = Some(message).filter(|message| !message.is_empty());
            let message = message.and_then(|message| HeaderValue::from_str(message).ok());
            headers.extend(message.map(|message| (MESSAGE, message)));
        }
        headers
    }

    /// Adds the [`headers`](Self::headers) to a response, keeping the cookies it already sets.
    pub fn add_headers_to(&self, response: &mut HeaderMap) {
        for (name, value) in &self.headers() {
            if name == SET_COOKIE {
                response.append(name, value.clone());
            } else {
                response.insert(name, value.clone());
            }
        }
    }

    /// The redirect to send instead of a page: a 307 response with all [`headers`](Self::headers).
    ///
    /// Every handshake has one. In development, the return from a handshake has another one, which removes the handshake from the
    /// URL. Without [`Options::publishable_key`](super::Options), there are none.
    pub fn redirect(&self) -> Option<Response<()>> {
        self.headers.as_ref().filter(|headers| headers.contains_key(LOCATION))?;
        let mut response = Response::new(());
        *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        *response.headers_mut() = self.headers();
        Some(response)
    }

    /// The refusal if no user is signed in.
    pub(super) fn refusal(&self) -> Refusal {
        match self.redirect() {
            Some(redirect) => Refusal::Redirect(redirect.into_parts().0.headers),
            None => Refusal::SignedOut(self.reason().cloned().unwrap_or(Reason::TokenTypeMismatch)),
        }
    }

    pub(super) const fn with_claims(token: String, claims: Arc<Claims>) -> Self {
        Self { outcome: Outcome::SignedIn { token, claims }, headers: None }
    }

    #[cfg(feature = "machine-tokens")]
    pub(super) fn of_machine(token: String, machine: MachineAuth) -> Self {
        Self { outcome: Outcome::Machine { token, machine: Arc::new(machine) }, headers: None }
    }

    pub(super) fn signed_out(reason: Reason, message: impl Into<String>) -> Self {
        Self::not(Status::SignedOut, reason, message.into())
    }

    #[cfg(feature = "handshake")]
    pub(super) fn handshake(reason: Reason, message: String, headers: HeaderMap) -> Self {
        Self::not(Status::Handshake, reason, message).with_headers(headers)
    }

    const fn not(status: Status, reason: Reason, message: String) -> Self {
        Self { outcome: Outcome::Not { status, reason, message }, headers: None }
    }

    #[cfg(feature = "handshake")]
    pub(super) fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = Some(Box::new(headers));
        self
    }
}
