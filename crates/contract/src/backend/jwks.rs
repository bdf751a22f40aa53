//! Public keys.

use crate::object;
use crate::rows::operations;

operations! {
    /// Public keys that verify session tokens.
    Jwks {
        /// Gets the instance's public keys.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let keys = client.jwks().get().await?.keys;
        /// assert_eq!((keys[0].kty.as_str(), keys[0].alg.as_str()), ("RSA", "RS256"));
        /// # Ok(()) });
        /// ```
        get(): Get "/jwks" -> object::Jwks;
    }
}
