//! The time and randomness of a transaction.

use std::fmt;

use housekey_contract::Millis;

/// The time and random seed of a transaction, set by whoever opens it. A retried closure sees the same values, so that
/// it generates the same ids.
#[derive(Clone, Copy)]
pub struct Moment {
    /// The transaction's time.
    pub now: Millis,
    /// The seed of its random number generator.
    pub seed: [u8; 32],
}

/// Omits the seed, from which secrets are generated.
impl fmt::Debug for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Moment").field("now", &self.now).finish_non_exhaustive()
    }
}
