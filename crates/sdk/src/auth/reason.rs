use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Why a token was rejected. The texts match the official JavaScript SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// `exp` is in the past.
    Expired,
    /// Not a JSON Web Token, or one that this library doesn't accept.
    Invalid,
    /// `alg` is not RS256, RS384 or RS512, or not the key's.
    InvalidAlgorithm,
    /// `azp` is not among the authorized parties.
    InvalidAuthorizedParties,
    /// The signature doesn't match the key.
    InvalidSignature,
    /// `nbf` is in the future.
    NotActiveYet,
    /// `iat` is in the future.
    IssuedInTheFuture,
    /// A claim is missing, repeated, of the wrong type, or has another value than required.
    VerificationFailed,
    /// The server rejected the secret key.
    SecretKeyInvalid,
    /// There is no PEM key.
    LocalKeyMissing,
    /// The key set could not be fetched, or it is empty.
    RemoteKeysFailedToLoad,
    /// The response is not a key set.
    RemoteKeysInvalid,
    /// The key is invalid.
    KeyFailedToResolve,
    /// No key in the set has the token's `kid`.
    KeyIdMismatch,
    /// The token is of another kind, for example from a JWT template or a machine.
    TypeMismatch,
}

impl TokenReason {
    /// The reason as a string, as in the official SDKs.
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
    /// Whether the service is missing its keys, so that no request can be authenticated.
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

/// A rejected token. Branch on [`reason`](Self::reason), and show the message only to developers.
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

    /// The reason.
    pub const fn reason(&self) -> TokenReason {
        self.reason
    }

    /// A message for developers.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Why a request is signed out or needs a handshake. The texts match the official JavaScript SDK, except for
/// [`SessionNotActive`](Self::SessionNotActive), which it doesn't have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// There is no token and no sign of a signed-in browser.
    SessionTokenAndUatMissing,
    /// The cookies say that the browser is signed in, but there is no token.
    ClientUatButNoSessionToken,
    /// There is a token, but the cookies say that the browser is signed out.
    SessionTokenButNoClientUat,
    /// The token is older than the last change of the browser's sessions.
    SessionTokenIatBeforeClientUat,
    /// The handshake returned no token: the browser is signed out.
    SessionTokenMissing,
    /// The token is expired, and only GET requests can refresh it.
    SessionTokenExpiredNonGet,
    /// The token is expired, and there is no cookie to refresh it with.
    SessionTokenExpiredNoRefreshCookie,
    /// The token is expired, and there is no secret key to have it refreshed with.
    SessionTokenExpiredNoApiClient,
    /// The token is expired, and names no session that could be refreshed.
    SessionTokenExpiredNoSession,
    /// The token is expired, and the server that refreshes it can't be reached.
    SessionTokenExpiredFetchError,
    /// The token is expired, and the refreshed one is invalid too.
    SessionTokenExpiredInvalidSessionToken,
    /// The token is expired, and the server refused to refresh it without giving a code.
    SessionTokenExpiredUnexpectedApiError,
    /// The token is expired, and the server returned no refreshed one.
    SessionTokenExpiredUnexpectedSdkError,
    /// The token is expired, and the server refused to refresh it; the text ends with the server's code.
    SessionTokenExpiredRefused(Arc<str>),
    /// The token is not active yet.
    SessionTokenNbf,
    /// The token was issued in the future.
    SessionTokenIatInTheFuture,
    /// The browser has no development browser token yet.
    DevBrowserMissing,
    /// The browser returns with its development browser token.
    DevBrowserSync,
    /// A satellite syncs with its primary domain.
    SatelliteNeedsSyncing,
    /// The primary domain responds to a satellite.
    PrimaryRespondsToSyncing,
    /// The browser comes from another domain of the instance, where the session may have changed.
    PrimaryDomainCrossOriginSync,
    /// The URL refers to another organization than the active one.
    ActiveOrganizationMismatch,
    /// The token is of a kind that is not accepted here.
    TokenTypeMismatch,
    /// Only machine tokens are accepted, and `Authorization` has none.
    NoTokenInHeader,
    /// The session is pending: the user still has a task to complete.
    SessionNotActive,
    /// The token could not be verified: the server returned an error or no response.
    UnexpectedError,
    /// The token was rejected.
    Token(TokenReason),
}

impl Reason {
    /// The server refused to refresh an expired token, with this code.
    #[cfg(feature = "handshake")]
    pub(super) fn refused(code: &str) -> Self {
        Self::SessionTokenExpiredRefused(["session-token-expired-refresh-", code].concat().into())
    }

    /// The reason as a string, as in the official SDKs.
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
