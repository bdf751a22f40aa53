//! Tokens for end-to-end tests.

#![cfg(feature = "sessions")]

use crate::object::TestingToken;
use crate::rows::operations;

operations! {
    /// Tokens that let end-to-end tests bypass bot protection.
    TestingTokens {
        /// Creates a testing token.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let token = client.testing_tokens().create().await?;
        /// assert!(!token.token.is_empty());
        /// # Ok(()) });
        /// ```
        create(): Post "/testing_tokens" -> TestingToken;
    }
}
