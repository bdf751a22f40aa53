use std::sync::Arc;

use super::claims::Claims;
use super::credential::{Credential, RequestHead};
use super::options::Options;
use super::reason::{Reason, TokenError, TokenReason};
use super::refusal::Refusal;
use super::verifier::{Purpose, Verifier};

/// How the secrets of machines begin: API keys, tokens between machines, OAuth access tokens.
const MACHINE_PREFIXES: [&str; 4] = ["ak_", "mt_", "m2m_", "oat_"];

/// Whether a request is signed in, and as whom; or why not.
#[derive(Clone, Debug)]
pub struct RequestState(Outcome);

#[derive(Clone, Debug)]
enum Outcome {
    SignedIn { token: String, claims: Arc<Claims> },
    SignedOut { reason: Reason, message: String },
}

impl RequestState {
    /// Whether the request is signed in.
    pub const fn is_signed_in(&self) -> bool {
        matches!(self.0, Outcome::SignedIn { .. })
    }

    /// What the token says; only if signed in.
    pub fn claims(&self) -> Option<&Claims> {
        match &self.0 {
            Outcome::SignedIn { claims, .. } => Some(claims),
            Outcome::SignedOut { .. } => None,
        }
    }

    /// The token itself; only if signed in.
    pub fn token(&self) -> Option<&str> {
        match &self.0 {
            Outcome::SignedIn { token, .. } => Some(token),
            Outcome::SignedOut { .. } => None,
        }
    }

    /// Why the request is signed out.
    pub const fn reason(&self) -> Option<Reason> {
        match &self.0 {
            Outcome::SignedIn { .. } => None,
            Outcome::SignedOut { reason, .. } => Some(*reason),
        }
    }

    /// What was wrong, in a sentence for developers; empty when the reason says it all.
    pub fn message(&self) -> Option<&str> {
        match &self.0 {
            Outcome::SignedIn { .. } => None,
            Outcome::SignedOut { message, .. } => Some(message),
        }
    }

    pub(super) const fn shared_claims(&self) -> Option<&Arc<Claims>> {
        match &self.0 {
            Outcome::SignedIn { claims, .. } => Some(claims),
            Outcome::SignedOut { .. } => None,
        }
    }

    /// The answer for who is signed out.
    pub(super) fn refusal(&self) -> Refusal {
        Refusal::SignedOut(self.reason().unwrap_or(Reason::SessionTokenAndUatMissing))
    }

    fn signed_out(reason: Reason, message: impl Into<String>) -> Self {
        Self(Outcome::SignedOut { reason, message: message.into() })
    }
}

/// Tells who sent a request, by the token in `Authorization` or in the session cookie. It never fails: what is not
/// beyond doubt is signed out, and says why.
pub fn authenticate_request<'a, H: RequestHead>(
    head: &H,
    options: &'a Options,
) -> impl Future<Output = RequestState> + Send + use<'a, H> {
    let credential = Credential::of(head, options);
    async move { judge(credential, options.keys(), options).await }
}

/// Says of what a request brings whether it is good enough.
pub(super) async fn judge(
    credential: Result<Credential, Reason>,
    verifier: Result<&Verifier, TokenError>,
    options: &Options,
) -> RequestState {
    match (credential, verifier) {
        (Ok(credential), Ok(verifier)) => authenticate(credential, verifier, options).await,
        (Err(reason), _) => RequestState::signed_out(reason, ""),
        (_, Err(error)) => RequestState::signed_out(Reason::Token(error.reason()), error.message()),
    }
}

async fn authenticate(credential: Credential, verifier: &Verifier, options: &Options) -> RequestState {
    let Credential { token, when_expired } = credential;
    if MACHINE_PREFIXES.iter().any(|prefix| token.starts_with(prefix)) {
        return RequestState::signed_out(Reason::TokenTypeMismatch, "the token is a machine's");
    }
    match verifier.verify(&token, Purpose::Session, options).await {
        Err(error) => RequestState::signed_out(reason(&error, when_expired), error.message()),
        Ok(claims) if !counts(&claims, options) => {
            RequestState::signed_out(Reason::SessionNotActive, "the session is not active")
        }
        Ok(claims) => RequestState(Outcome::SignedIn { token, claims }),
    }
}

/// A status that is not known here does not count as active.
fn counts(claims: &Claims, options: &Options) -> bool {
    match claims.sts.as_deref() {
        None | Some("active") => true,
        Some("pending") => options.accepts_pending(),
        Some(_) => false,
    }
}

fn reason(error: &TokenError, when_expired: Reason) -> Reason {
    match error.reason() {
        TokenReason::Expired => when_expired,
        TokenReason::NotActiveYet => Reason::SessionTokenNbf,
        TokenReason::IssuedInTheFuture => Reason::SessionTokenIatInTheFuture,
        TokenReason::TypeMismatch => Reason::TokenTypeMismatch,
        reason => Reason::Token(reason),
    }
}
