use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Why a token was refused. The texts are those of the official JavaScript client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// `exp` is over.
    Expired,
    /// Not a JSON Web Token that this library accepts.
    Invalid,
    /// `alg` is not one of RS256, RS384 and RS512, or not the one the key is for.
    InvalidAlgorithm,
    /// `azp` is not among the authorized parties.
    InvalidAuthorizedParties,
    /// The signature is not one of the key's.
    InvalidSignature,
    /// `nbf` is yet to come.
    NotActiveYet,
    /// `iat` is yet to come.
    IssuedInTheFuture,
    /// A claim is missing, of the wrong type, twice there, or not what was asked for.
    VerificationFailed,
    /// The server refused the secret key.
    SecretKeyInvalid,
    /// There is no PEM key.
    LocalKeyMissing,
    /// The key set could not be fetched, or it is empty.
    RemoteKeysFailedToLoad,
    /// The answer is not a key set.
    RemoteKeysInvalid,
    /// The key cannot be used.
    KeyFailedToResolve,
    /// No key of the set has the token's `kid`.
    KeyIdMismatch,
    /// The token is genuine but of another kind, for example that of a JWT template or of a machine.
    TypeMismatch,
}

impl TokenReason {
    /// The reason as the official clients write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "token-expired",
            Self::Invalid => "token-invalid",
            Self::InvalidAlgorithm => "token-invalid-algorithm",
            Self::InvalidAuthorizedParties => "token-invalid-authorized-parties",
            Self::InvalidSignature => "token-invalid-signature",
            Self::NotActiveYet => "token-not-active-yet",
            Self::IssuedInTheFuture => "token-iat-in-the-future",
            Self::VerificationFailed => "token-verification-failed",
            Self::SecretKeyInvalid => "secret-key-invalid",
            Self::LocalKeyMissing => "jwk-local-missing",
            Self::RemoteKeysFailedToLoad => "jwk-remote-failed-to-load",
            Self::RemoteKeysInvalid => "jwk-remote-invalid",
            Self::KeyFailedToResolve => "jwk-failed-to-resolve",
            Self::KeyIdMismatch => "jwk-kid-mismatch",
            Self::TypeMismatch => "token-type-mismatch",
        }
    }
}

impl TokenReason {
    /// Whether it is the service that lacks its keys: then nobody can be signed in, whatever they send.
    pub(super) const fn is_the_services(self) -> bool {
        matches!(
            self,
            Self::SecretKeyInvalid
                | Self::LocalKeyMissing
                | Self::RemoteKeysFailedToLoad
                | Self::RemoteKeysInvalid
        )
    }
}

impl fmt::Display for TokenReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refused token: branch on [`reason`](Self::reason), show the message to developers only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} ({reason})")]
pub struct TokenError {
    reason: TokenReason,
    message: Cow<'static, str>,
}

impl TokenError {
    pub(super) fn new(reason: TokenReason, message: impl Into<Cow<'static, str>>) -> Self {
        Self { reason, message: message.into() }
    }

    /// Why.
    pub const fn reason(&self) -> TokenReason {
        self.reason
    }

    /// What was wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Why a request is signed out, or sent to a handshake. The texts are those of the official JavaScript client, except
/// [`SessionNotActive`](Self::SessionNotActive), for which it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// There is neither a token nor a trace of a signed-in browser.
    SessionTokenAndUatMissing,
    /// The browser says that it is signed in but sent no token.
    ClientUatButNoSessionToken,
    /// The browser sent a token but says that it is signed out.
    SessionTokenButNoClientUat,
    /// The token is older than the browser's last change of sessions.
    SessionTokenIatBeforeClientUat,
    /// The handshake brought no token: the browser is signed out.
    SessionTokenMissing,
    /// The token is expired, and only a GET could have had it refreshed.
    SessionTokenExpiredNonGet,
    /// The token is expired, and there is no cookie to refresh it with.
    SessionTokenExpiredNoRefreshCookie,
    /// The token is expired, and there is no secret key to have it refreshed with.
    SessionTokenExpiredNoApiClient,
    /// The token is expired, and names no session that could be refreshed.
    SessionTokenExpiredNoSession,
    /// The token is expired, and the server that refreshes it was not to be reached.
    SessionTokenExpiredFetchError,
    /// The token is expired, and the fresh one does not hold either.
    SessionTokenExpiredInvalidSessionToken,
    /// The token is expired, and the server refused a fresh one without saying why.
    SessionTokenExpiredUnexpectedApiError,
    /// The token is expired, and the server answered without a fresh one.
    SessionTokenExpiredUnexpectedSdkError,
    /// The token is expired, and the server refused a fresh one; the text ends with the server's code.
    SessionTokenExpiredRefused(Arc<str>),
    /// The token is not active yet.
    SessionTokenNbf,
    /// The token comes from the future.
    SessionTokenIatInTheFuture,
    /// The browser of a development instance is not known yet.
    DevBrowserMissing,
    /// The browser of a development instance comes back with its name.
    DevBrowserSync,
    /// A satellite asks its primary domain who is signed in.
    SatelliteNeedsSyncing,
    /// The primary domain answers a satellite.
    PrimaryRespondsToSyncing,
    /// The browser comes from another domain of the instance, where the session may have changed.
    PrimaryDomainCrossOriginSync,
    /// The URL names another organization than the active one.
    ActiveOrganizationMismatch,
    /// The token is of a kind that is not accepted here.
    TokenTypeMismatch,
    /// Only tokens of machines are accepted, and `Authorization` holds none.
    NoTokenInHeader,
    /// The session is pending: the user still has a task to complete.
    SessionNotActive,
    /// The token could not be judged: the server answered with an error, or not at all.
    UnexpectedError,
    /// The token was refused.
    Token(TokenReason),
}

impl Reason {
    /// The server refused to refresh an expired token, with this code.
    #[cfg(feature = "handshake")]
    pub(super) fn refused(code: &str) -> Self {
        Self::SessionTokenExpiredRefused(["session-token-expired-refresh-", code].concat().into())
    }

    /// The reason as the official clients write it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::SessionTokenAndUatMissing => "session-token-and-uat-missing",
            Self::ClientUatButNoSessionToken => "client-uat-but-no-session-token",
            Self::SessionTokenButNoClientUat => "session-token-but-no-client-uat",
            Self::SessionTokenIatBeforeClientUat => "session-token-iat-before-client-uat",
            Self::SessionTokenMissing => "session-token-missing",
            Self::SessionTokenExpiredNonGet => "session-token-expired-refresh-non-eligible-non-get",
            Self::SessionTokenExpiredNoRefreshCookie => {
                "session-token-expired-refresh-non-eligible-no-refresh-cookie"
            }
            Self::SessionTokenExpiredNoApiClient => "session-token-expired-refresh-missing-api-client",
            Self::SessionTokenExpiredNoSession => {
                "session-token-expired-refresh-expired-session-token-missing-sid-claim"
            }
            Self::SessionTokenExpiredFetchError => "session-token-expired-refresh-fetch-error",
            Self::SessionTokenExpiredInvalidSessionToken => {
                "session-token-expired-refresh-invalid-session-token"
            }
            Self::SessionTokenExpiredUnexpectedApiError => {
                "session-token-expired-refresh-unexpected-bapi-error"
            }
            Self::SessionTokenExpiredUnexpectedSdkError => {
                "session-token-expired-refresh-unexpected-sdk-error"
            }
            Self::SessionTokenExpiredRefused(whole) => whole,
            Self::SessionTokenNbf => "session-token-nbf",
            Self::SessionTokenIatInTheFuture => "session-token-iat-in-the-future",
            Self::DevBrowserMissing => "dev-browser-missing",
            Self::DevBrowserSync => "dev-browser-sync",
            Self::SatelliteNeedsSyncing => "satellite-needs-syncing",
            Self::PrimaryRespondsToSyncing => "primary-responds-to-syncing",
            Self::PrimaryDomainCrossOriginSync => "primary-domain-cross-origin-sync",
            Self::ActiveOrganizationMismatch => "active-organization-mismatch",
            Self::TokenTypeMismatch => "token-type-mismatch",
            Self::NoTokenInHeader => "No token in header",
            Self::SessionNotActive => "session-not-active",
            Self::UnexpectedError => "unexpected-error",
            Self::Token(reason) => reason.as_str(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
