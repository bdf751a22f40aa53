//! Tokens for end-to-end tests.

#![cfg(feature = "sessions")]

use crate::object::TestingToken;
use crate::rows::operations;

operations! {
    /// Tokens that let end-to-end tests pass the checks against bots.
    TestingTokens {
        /// Creates a testing token.
        create(): Post "/testing_tokens" -> TestingToken;
    }
}
