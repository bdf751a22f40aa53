//! Access tokens issued to OAuth applications.

#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use crate::Secret;
use crate::object::OAuthApplicationAccessToken;
use crate::rows::operations;

operations! {
    /// Access tokens issued to OAuth applications.
    OauthAccessTokens {
        /// Verifies an access token. Invalid tokens are reported as not found.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::VerifyOAuthAccessToken;
        ///
        /// # let (_, token) = server.oauth_token().await;
        /// let request = VerifyOAuthAccessToken { access_token: Some(token.into()), ..VerifyOAuthAccessToken::default() };
        /// let access = client.oauth_access_tokens().verify(request).await?;
        /// assert_eq!((access.subject.as_str(), access.revoked), ("user_ada", false));
        /// # Ok(()) });
        /// ```
        verify(): Post "/oauth_applications/access_tokens/verify", VerifyOAuthAccessToken -> OAuthApplicationAccessToken;
    }
    with VerifyOAuthAccessToken
}

/// The token to verify, in either field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyOAuthAccessToken {
    /// The token: `oat_…`.
    pub access_token: Option<Secret>,
    /// The token, as named by older clients.
    pub secret: Option<Secret>,
}
