//! The credentials of a request, extracted up front so that the request isn't borrowed across awaits.

#[cfg(feature = "handshake")]
use super::browser::Visit;
use super::credential::{Credential, RequestHead, bearer};
#[cfg(feature = "machine-tokens")]
use super::machine::{Route, TokenKind};
use super::options::Options;
use super::reason::Reason;

pub(super) enum Evidence {
    /// Signed out without checking a token.
    None(Reason),
    /// One token.
    Plain(Credential),
    /// A browser's token or cookies, and whether a handshake is possible.
    #[cfg(feature = "handshake")]
    Browser(Box<Visit>),
    /// A machine token.
    #[cfg(feature = "machine-tokens")]
    Machine(TokenKind, String),
}

impl Evidence {
    /// A token in the header takes precedence over cookies, even if it is invalid.
    pub(super) fn of(head: &impl RequestHead, options: &Options) -> Self {
        match bearer(head.headers()) {
            Err(reason) => Self::None(reason),
            Ok(token) => Self::of_token(head, token, options),
        }
    }

    #[cfg(feature = "machine-tokens")]
    fn of_token(head: &impl RequestHead, token: Option<&str>, options: &Options) -> Self {
        match options.accepted().route(token) {
            Route::Session => Self::of_session(head, token, options),
            Route::Machine(kind) => Self::Machine(kind, token.unwrap_or_default().to_owned()),
            Route::None(reason) => Self::None(reason),
        }
    }

    #[cfg(not(feature = "machine-tokens"))]
    fn of_token(head: &impl RequestHead, token: Option<&str>, options: &Options) -> Self {
        Self::of_session(head, token, options)
    }

    fn of_session(head: &impl RequestHead, token: Option<&str>, options: &Options) -> Self {
        #[cfg(feature = "handshake")]
        if let Some(instance) = options.instance() {
            return Self::Browser(Box::new(Visit::of(head, token, instance, options)));
        }
        #[cfg(not(feature = "handshake"))]
        let _ = options;
        Credential::of(head, token).map_or_else(Self::None, Self::Plain)
    }
}
