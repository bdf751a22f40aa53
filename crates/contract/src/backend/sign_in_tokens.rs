//! Single-use tickets that sign a user in.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::object::SignInToken;
use crate::rows::operations;
use crate::{OrganizationId, SignInTokenId, UserId};

operations! {
    /// Single-use tickets that sign a user in without a password.
    SignInTokens {
        /// Creates a sign-in token for a user. The ticket is returned only here.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateSignInToken;
        ///
        /// let request = CreateSignInToken { user_id: "user_ada".into(), ..CreateSignInToken::default() };
        /// let ticket = client.sign_in_tokens().create(request).await?;
        /// assert!(ticket.token.is_some());
        /// # Ok(()) });
        /// ```
        create(): Post "/sign_in_tokens", CreateSignInToken -> SignInToken;
        /// Revokes a ticket that hasn't been used yet.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # use housekey_sdk::CreateSignInToken;
        /// # let request = CreateSignInToken { user_id: "user_ada".into(), ..CreateSignInToken::default() };
        /// # let ticket = client.sign_in_tokens().create(request).await?;
        /// let revoked = client.sign_in_tokens().revoke(ticket.id).await?;
        /// assert_eq!(revoked.status.as_str(), "revoked");
        /// # Ok(()) });
        /// ```
        revoke(sign_in_token_id: SignInTokenId): Post "/sign_in_tokens/{sign_in_token_id}/revoke" -> SignInToken;
    }
    with CreateSignInToken
}

/// The ticket to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSignInToken {
    /// The user to sign in.
    pub user_id: UserId,
    /// The organization to make active. The user must be a member.
    pub org_id: Option<OrganizationId>,
    /// Lifetime of the ticket in seconds; 30 days by default.
    pub expires_in_seconds: Option<i64>,
}
