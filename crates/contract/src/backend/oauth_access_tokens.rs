//! Access tokens that applications were given.

#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use crate::Secret;
use crate::object::OAuthApplicationAccessToken;
use crate::rows::operations;

operations! {
    /// Access tokens that applications were given.
    OauthAccessTokens {
        /// Verifies an access token. One that does not hold is not found.
        verify(): Post "/oauth_applications/access_tokens/verify", VerifyOAuthAccessToken -> OAuthApplicationAccessToken;
    }
}

/// The token to verify, by either name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyOAuthAccessToken {
    /// The token: `oat_…`.
    pub access_token: Option<Secret>,
    /// The token, as older clients name it.
    pub secret: Option<Secret>,
}
