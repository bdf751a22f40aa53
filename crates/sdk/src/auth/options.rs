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

/// What tokens and requests must satisfy.
///
/// [`Options::default`] has no keys: use it with a [`Client`](crate::Client), which has its own.
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
    /// Requires a valid signature and times, with a clock skew of 5 seconds.
    pub fn new(verifier: Verifier) -> Self {
        Self { verifier: Some(verifier), ..Self::default() }
    }

    /// Requires `aud` to contain one of these audiences. Tokens without `aud`, such as session tokens, are accepted.
    #[must_use]
    pub fn audiences(mut self, audiences: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.audiences = Some(audiences.into_iter().map(Into::into).collect());
        self
    }

    /// Requires `azp` to be one of these origins. Tokens without it are rejected; with an empty list, all are. Set this wherever
    /// tokens come in cookies, because other sites on your domain can set cookies.
    #[must_use]
    pub fn authorized_parties(mut self, parties: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.authorized_parties = Some(parties.into_iter().map(Into::into).collect());
        self
    }

    /// Requires this `iss`, for example `https://clerk.example.com`.
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// Sets the tolerated clock skew; 5 seconds by default.
    #[must_use]
    pub fn clock_skew(mut self, skew: Duration) -> Self {
        self.clock_skew = Millis(i64::try_from(skew.as_millis()).unwrap_or(i64::MAX));
        self
    }

    /// Sets the clock that times are checked against.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Treats pending sessions, whose user still has to complete a task, as signed in.
    #[must_use]
    pub fn accept_pending_sessions(mut self) -> Self {
        self.accepts_pending = true;
        self
    }

    /// Sets which kinds of tokens are accepted in `Authorization`; only session tokens by default. Cookies are used only if session
    /// tokens are accepted. Opaque tokens are verified by the server, which needs the secret key; for machine-to-machine tokens, the
    /// client may have a machine's secret key instead.
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

    /// The keys, if set.
    pub const fn verifier(&self) -> Option<&Verifier> {
        self.verifier.as_ref()
    }

    pub(super) fn keys(&self) -> Result<&Verifier, TokenError> {
        let missing = "there are no keys: pass them to `Options::new`, or use a client, which has its own";
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
