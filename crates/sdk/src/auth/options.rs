use std::time::Duration;

use housekey_contract::Millis;

#[cfg(feature = "machine-tokens")]
use super::machine::Accepted;
use super::reason::{TokenError, TokenReason};
use super::verifier::Verifier;
use crate::clock::Clock;

#[cfg(feature = "handshake")]
mod browsers;

#[cfg(feature = "handshake")]
use self::browsers::Browsers;

/// What a token, and a request, must satisfy beyond being genuine.
///
/// [`Options::default`] names no keys: it is for a [`Client`](crate::Client), which has its own.
#[derive(Clone, Debug)]
pub struct Options {
    verifier: Option<Verifier>,
    audiences: Option<Vec<String>>,
    authorized_parties: Option<Vec<String>>,
    issuer: Option<String>,
    clock_skew: Millis,
    clock: Clock,
    #[cfg(feature = "handshake")]
    browsers: Browsers,
    accepts_pending: bool,
    #[cfg(feature = "machine-tokens")]
    accepted: Accepted,
}

impl Options {
    /// Asks for a genuine token within its times, give or take 5 seconds.
    pub fn new(verifier: Verifier) -> Self {
        Self { verifier: Some(verifier), ..Self::default() }
    }

    /// One of these audiences must be among those of `aud`. A token without `aud`, as session tokens are, passes.
    #[must_use]
    pub fn audiences(mut self, audiences: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.audiences = Some(audiences.into_iter().map(Into::into).collect());
        self
    }

    /// `azp` must be one of these origins; a token without it is refused, and with an empty list every token is.
    /// Set it wherever tokens come in cookies: other sites below your domain can write those.
    #[must_use]
    pub fn authorized_parties(mut self, parties: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.authorized_parties = Some(parties.into_iter().map(Into::into).collect());
        self
    }

    /// `iss` must be exactly this, for example `https://clerk.example.com`.
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// How far the clocks of the issuer and of this machine may be apart; 5 seconds unless set.
    #[must_use]
    pub fn clock_skew(mut self, skew: Duration) -> Self {
        self.clock_skew = Millis(i64::try_from(skew.as_millis()).unwrap_or(i64::MAX));
        self
    }

    /// Judges times by this clock.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Counts a pending session, whose user still has a task to complete, as signed in.
    #[must_use]
    pub fn accept_pending_sessions(mut self) -> Self {
        self.accepts_pending = true;
        self
    }

    /// Takes tokens of these kinds in `Authorization`; those of sessions only, unless set. Cookies count where tokens
    /// of sessions do. Tokens that only the server knows are verified there, with the secret key; for tokens between
    /// machines, the client may have a machine's secret key instead.
    ///
    /// ```
    /// use housekey_sdk::auth::{Accepted, Options, TokenKind};
    ///
    /// let for_scripts = Options::default().accept_tokens(TokenKind::ApiKey);
    /// let for_both = Options::default().accept_tokens([TokenKind::Session, TokenKind::ApiKey]);
    /// let for_all = Options::default().accept_tokens(Accepted::Any);
    /// ```
    #[cfg(feature = "machine-tokens")]
    #[must_use]
    pub fn accept_tokens(mut self, accepted: impl Into<Accepted>) -> Self {
        self.accepted = accepted.into();
        self
    }

    #[cfg(feature = "machine-tokens")]
    pub(super) const fn accepted(&self) -> &Accepted {
        &self.accepted
    }

    /// The keys, if they are named.
    pub const fn verifier(&self) -> Option<&Verifier> {
        self.verifier.as_ref()
    }

    pub(super) fn keys(&self) -> Result<&Verifier, TokenError> {
        let missing = "there are no keys: name them with `Options::new`, or ask a client, which has its own";
        self.verifier.as_ref().ok_or_else(|| TokenError::new(TokenReason::LocalKeyMissing, missing))
    }

    pub(super) fn now(&self) -> Millis {
        self.clock.now()
    }

    pub(super) const fn skew(&self) -> Millis {
        self.clock_skew
    }

    pub(super) fn wanted_audiences(&self) -> Option<&[String]> {
        self.audiences.as_deref()
    }

    pub(super) fn wanted_parties(&self) -> Option<&[String]> {
        self.authorized_parties.as_deref()
    }

    pub(super) fn wanted_issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    pub(super) const fn accepts_pending(&self) -> bool {
        self.accepts_pending
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            verifier: None,
            audiences: None,
            authorized_parties: None,
            issuer: None,
            clock_skew: Millis::from_seconds(5),
            clock: Clock::system(),
            #[cfg(feature = "handshake")]
            browsers: Browsers::default(),
            accepts_pending: false,
            #[cfg(feature = "machine-tokens")]
            accepted: Accepted::default(),
        }
    }
}
