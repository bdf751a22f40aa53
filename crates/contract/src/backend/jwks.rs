//! Public keys.

use crate::object;
use crate::rows::operations;

operations! {
    /// The public keys that session tokens are verified with.
    Jwks {
        /// Gets the instance's public keys.
        get(): Get "/jwks" -> object::Jwks;
    }
}
