use std::fmt;

use crate::auth::reason::Reason;
use crate::auth::token::Hearsay;

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A user's session token.
    Session,
    /// A user's or an organization's API key: `ak_…`.
    ApiKey,
    /// A machine-to-machine token: `mt_…`, `m2m_…`, or a JWT.
    MachineToMachine,
    /// An OAuth access token: `oat_…`, or a JWT.
    OAuth,
}

impl TokenKind {
    /// The kind as a string, as in the official SDKs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session_token",
            Self::ApiKey => "api_key",
            Self::MachineToMachine => "m2m_token",
            Self::OAuth => "oauth_token",
        }
    }

    /// The kind of machine token, judging by its prefix.
    fn of(token: &str) -> Option<Self> {
        let signed = Some(token).filter(|token| is_signed(token)).and_then(Hearsay::of);
        let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| token.starts_with(prefix));
        if begins(&["mt_", "m2m_"]) || signed.as_ref().is_some_and(Hearsay::is_of_machine) {
            Some(Self::MachineToMachine)
        } else if begins(&["oat_"]) || signed.as_ref().is_some_and(Hearsay::is_access_token) {
            Some(Self::OAuth)
        } else {
            begins(&["ak_"]).then_some(Self::ApiKey)
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a token looks like a JWT.
pub(super) fn is_signed(token: &str) -> bool {
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    token.split('.').count() == 3
        && token.split('.').all(|part| !part.is_empty() && part.bytes().all(is_base64url))
}

/// The accepted kinds of tokens, one or several: `TokenKind::ApiKey`, `[TokenKind::Session, TokenKind::OAuth]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Accepted {
    /// All kinds.
    Any,
    /// One kind.
    Only(TokenKind),
    /// These kinds.
    Kinds(Vec<TokenKind>),
}

impl Default for Accepted {
    fn default() -> Self {
        Self::Only(TokenKind::Session)
    }
}

impl From<TokenKind> for Accepted {
    fn from(kind: TokenKind) -> Self {
        Self::Only(kind)
    }
}

impl<const N: usize> From<[TokenKind; N]> for Accepted {
    fn from(kinds: [TokenKind; N]) -> Self {
        Self::Kinds(kinds.into())
    }
}

impl From<Vec<TokenKind>> for Accepted {
    fn from(kinds: Vec<TokenKind>) -> Self {
        Self::Kinds(kinds)
    }
}

/// Which authentication applies to a request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::auth) enum Route {
    /// A user's.
    Session,
    /// A machine's.
    Machine(TokenKind),
    /// None: its kind of token isn't accepted.
    None(Reason),
}

impl Accepted {
    /// Which authentication applies to a request with this token in its header. Cookies never contain machine tokens.
    pub(in crate::auth) fn route(&self, token: Option<&str>) -> Route {
        if *self == Self::default() {
            return Route::Session;
        }
        let Some(token) = token else {
            return match self {
                _ if self.has(TokenKind::Session) => Route::Session,
                Self::Only(_) => Route::None(Reason::NoTokenInHeader),
                _ => Route::None(Reason::TokenTypeMismatch),
            };
        };
        match TokenKind::of(token).unwrap_or(TokenKind::Session) {
            kind if !self.has(kind) => Route::None(Reason::TokenTypeMismatch),
            TokenKind::Session => Route::Session,
            kind => Route::Machine(kind),
        }
    }

    fn has(&self, kind: TokenKind) -> bool {
        match self {
            Self::Any => true,
            Self::Only(only) => *only == kind,
            Self::Kinds(kinds) => kinds.contains(&kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_counts_only_where_its_kind_is_accepted() {
        let either = Accepted::from([TokenKind::Session, TokenKind::ApiKey]);
        let mismatch = || Route::None(Reason::TokenTypeMismatch);

        assert_eq!(either.route(Some("ak_1")), Route::Machine(TokenKind::ApiKey));
        assert_eq!(either.route(Some("a.b.c")), Route::Session);
        assert_eq!(either.route(None), Route::Session);
        assert_eq!(either.route(Some("m2m_1")), mismatch());
        assert_eq!(Accepted::Any.route(Some("m2m_1")), Route::Machine(TokenKind::MachineToMachine));
        assert_eq!(Accepted::from(TokenKind::OAuth).route(None), Route::None(Reason::NoTokenInHeader));
        assert_eq!(Accepted::from(Vec::new()).route(None), mismatch());
    }
}
