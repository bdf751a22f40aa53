//! What a request brings to tell who sent it, taken out of it at once: nothing of the request is held while waiting.

#[cfg(feature = "handshake")]
use super::browser::Visit;
use super::credential::{Credential, RequestHead, bearer};
#[cfg(feature = "machine-tokens")]
use super::machine::{Route, TokenKind};
use super::options::Options;
use super::reason::Reason;

pub(super) enum Evidence {
    /// It is signed out without a look at any token.
    None(Reason),
    /// One token.
    Plain(Credential),
    /// A token or the cookies of a browser, and what tells whether the browser can be sent to a handshake.
    #[cfg(feature = "handshake")]
    Browser(Box<Visit>),
    /// The token of a machine.
    #[cfg(feature = "machine-tokens")]
    Machine(TokenKind, String),
}

impl Evidence {
    /// A token in the header counts and the cookies do not, whether it is good or bad.
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
