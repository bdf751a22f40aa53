//! Machine authentication: API keys, machine-to-machine tokens and OAuth access tokens.

mod accepted;
mod answer;
mod signed;

use housekey_contract::Millis;
use serde_json::{Map, Value};

pub use accepted::{Accepted, TokenKind};

pub(super) use accepted::Route;

use super::claims::Audience;
use super::options::Options;
use super::reason::{Reason, TokenReason};
use super::request::Authority;
use super::state::RequestState;

/// The machine that sent a request, and what its token allows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MachineAuth {
    /// The kind of token.
    pub kind: TokenKind,
    /// The token's id, not the token itself.
    pub id: String,
    /// The subject: the user or organization of an API key, the machine of a machine-to-machine token, the user of an OAuth access
    /// token.
    pub subject: String,
    /// The API key's name.
    pub name: Option<String>,
    /// The application that the OAuth access token was issued to.
    pub client_id: Option<String>,
    /// The token's scopes. For a machine-to-machine token, these are the machines it may call.
    pub scopes: Vec<String>,
    /// The custom claims of an API key or machine-to-machine token.
    pub claims: Option<Map<String, Value>>,
    /// The audience of an OAuth access token.
    pub audience: Option<Audience>,
    /// When the token expires; `None` means never.
    pub expiration: Option<Millis>,
    /// When it was created.
    pub created_at: Option<Millis>,
}

impl MachineAuth {
    /// The user on whose behalf the request was sent.
    pub fn user_id(&self) -> Option<&str> {
        Some(self.subject.as_str())
            .filter(|_| self.kind == TokenKind::OAuth || self.subject.starts_with("user_"))
    }

    /// The organization on whose behalf the request was sent.
    pub fn organization_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|subject| subject.starts_with("org_"))
    }

    /// The machine, if it acts on its own behalf.
    pub fn machine_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|_| self.kind == TokenKind::MachineToMachine)
    }

    /// Whether the token has this scope.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|known| known == scope)
    }
}

/// Why a machine token is rejected.
struct Refused {
    reason: Reason,
    message: String,
}

impl Refused {
    fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    fn token(reason: TokenReason, message: impl Into<String>) -> Self {
        Self::new(Reason::Token(reason), message)
    }
}

/// Authenticates a machine.
pub(super) async fn authenticate(
    kind: TokenKind,
    token: String,
    authority: &Authority<'_>,
    options: &Options,
) -> RequestState {
    let outcome = if accepted::is_signed(&token) {
        signed::verify(kind, &token, authority, options).await
    } else {
        answer::verify(kind, &token, authority, options).await
    };
    match outcome {
        Ok(machine) => RequestState::of_machine(token, machine),
        Err(Refused { reason, message }) => RequestState::signed_out(reason, message),
    }
}

/// An access token must have one of the required audiences. Unlike a session token, it can't be without one.
fn check_audience(audience: Option<&Audience>, options: &Options) -> Result<(), Refused> {
    let wanted = options.wanted_audiences().unwrap_or_default();
    let is_wanted = |audience: &str| wanted.iter().any(|wanted| wanted == audience);
    if wanted.is_empty() || audience.is_some_and(|audience| audience.iter().any(is_wanted)) {
        return Ok(());
    }
    Err(Refused::token(
        TokenReason::VerificationFailed,
        "the token is meant for another audience, or names none",
    ))
}
