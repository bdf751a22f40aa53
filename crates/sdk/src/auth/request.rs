use std::sync::Arc;

use super::api::Api;
use super::claims::Claims;
use super::credential::{Credential, RequestHead};
use super::evidence::Evidence;
use super::options::Options;
use super::reason::{Reason, TokenError, TokenReason};
use super::state::RequestState;
use super::verifier::{Purpose, Verifier};

/// What can verify a token.
#[derive(Clone)]
pub(super) struct Authority<'a> {
    pub(super) verifier: Result<&'a Verifier, TokenError>,
    /// The server, if there is a secret key.
    #[cfg_attr(
        not(any(feature = "handshake", feature = "machine-tokens")),
        expect(dead_code, reason = "session tokens are verified with the keys alone")
    )]
    pub(super) api: Option<&'a Arc<Api>>,
}

impl<'a> Authority<'a> {
    pub(super) fn of(options: &'a Options) -> Self {
        Self { verifier: options.keys(), api: options.verifier().and_then(Verifier::api) }
    }
}

/// Authenticates a request by the token in `Authorization` or in the session cookie. It never fails: if there is any doubt, the
/// request is signed out, with a reason.
pub fn authenticate_request<'a, H: RequestHead>(
    head: &H,
    options: &'a Options,
) -> impl Future<Output = RequestState> + Send + use<'a, H> {
    let evidence = Evidence::of(head, options);
    async move { judge(evidence, Authority::of(options), options).await }
}

/// Checks a request's credentials.
pub(super) async fn judge(evidence: Evidence, authority: Authority<'_>, options: &Options) -> RequestState {
    match evidence {
        Evidence::None(reason) => RequestState::signed_out(reason, ""),
        Evidence::Plain(credential) => match &authority.verifier {
            Ok(verifier) => authenticate(credential, verifier, options).await,
            Err(error) => RequestState::signed_out(Reason::Token(error.reason()), error.message()),
        },
        #[cfg(feature = "handshake")]
        Evidence::Browser(visit) => super::browser::authenticate(&visit, &authority, options).await,
        #[cfg(feature = "machine-tokens")]
        Evidence::Machine(kind, token) => {
            super::machine::authenticate(kind, token, &authority, options).await
        }
    }
}

async fn authenticate(credential: Credential, verifier: &Verifier, options: &Options) -> RequestState {
    let Credential { token, when_expired } = credential;
    match verifier.verify(&token, Purpose::Session, options).await {
        Err(error) if error.reason() == TokenReason::Expired => {
            RequestState::signed_out(when_expired, error.message())
        }
        Err(error) => RequestState::signed_out(reason(&error), error.message()),
        Ok(claims) => admitted(token, claims, options),
    }
}

/// Signed in if the session is active. Unknown statuses don't count as active.
pub(super) fn admitted(token: String, claims: Arc<Claims>, options: &Options) -> RequestState {
    let is_active = match claims.sts.as_deref() {
        None | Some("active") => true,
        Some("pending") => options.accepts_pending(),
        Some(_) => false,
    };
    if is_active {
        RequestState::with_claims(token, claims)
    } else {
        RequestState::signed_out(Reason::SessionNotActive, "the session is not active")
    }
}

/// The state of a request whose token was rejected, unless it is expired.
pub(super) fn reason(error: &TokenError) -> Reason {
    match error.reason() {
        TokenReason::NotActiveYet => Reason::SessionTokenNbf,
        TokenReason::IssuedInTheFuture => Reason::SessionTokenIatInTheFuture,
        TokenReason::TypeMismatch => Reason::TokenTypeMismatch,
        reason => Reason::Token(reason),
    }
}
