//! Tickets with which a user can sign in once.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::object::SignInToken;
use crate::rows::operations;
use crate::{OrganizationId, SignInTokenId, UserId};

operations! {
    /// Tickets with which a user can sign in once, without a password.
    SignInTokens {
        /// Creates a ticket for a user. The answer is the only one that holds it.
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
        /// Revokes a ticket that has not been used.
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
}

/// A new ticket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSignInToken {
    /// Whom it signs in.
    pub user_id: UserId,
    /// The organization that is active afterwards; the user must be a member.
    pub org_id: Option<OrganizationId>,
    /// For how many seconds it can be used; 30 days by default.
    pub expires_in_seconds: Option<i64>,
}
