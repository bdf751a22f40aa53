//! Machines that send requests: by API keys, by tokens of their own, and applications in a user's name.

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

/// Which machine sent a request, and what its token allows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MachineAuth {
    /// What the token is.
    pub kind: TokenKind,
    /// The token's id; not the token itself.
    pub id: String,
    /// In whose name: the user or organization of an API key, the machine of its own token, the user of an OAuth
    /// access token.
    pub subject: String,
    /// What an API key is called.
    pub name: Option<String>,
    /// The application that an OAuth access token was given to.
    pub client_id: Option<String>,
    /// What the token may be used for. Those of a machine's token are the machines that it may speak to.
    pub scopes: Vec<String>,
    /// What else was said of an API key or of a machine's token when it was made.
    pub claims: Option<Map<String, Value>>,
    /// Whom an OAuth access token is meant for.
    pub audience: Option<Audience>,
    /// Until when the token holds; without it, for ever.
    pub expiration: Option<Millis>,
    /// When it was made.
    pub created_at: Option<Millis>,
}

impl MachineAuth {
    /// The user in whose name the request comes.
    pub fn user_id(&self) -> Option<&str> {
        Some(self.subject.as_str())
            .filter(|_| self.kind == TokenKind::OAuth || self.subject.starts_with("user_"))
    }

    /// The organization in whose name the request comes.
    pub fn organization_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|subject| subject.starts_with("org_"))
    }

    /// The machine that speaks for itself.
    pub fn machine_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|_| self.kind == TokenKind::MachineToMachine)
    }

    /// Whether the token may be used for this.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|known| known == scope)
    }
}

/// Why a machine's token is refused.
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

/// Tells which machine sent a request.
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

/// An access token must be meant for one of the audiences that are asked for; unlike a session's token, it can't be
/// meant for everyone.
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
