//! When something happens, and the chance that goes into it.

use std::fmt;

use housekey_contract::Millis;

/// The time and the seed of a transaction, given by whoever opens it. A closure that runs again sees both as before, so
/// that it makes the same ids.
#[derive(Clone, Copy)]
pub struct Moment {
    /// The time that the transaction goes by.
    pub now: Millis,
    /// What its random source starts from.
    pub seed: [u8; 32],
}

/// Leaves out the seed, from which secrets are made.
impl fmt::Debug for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Moment").field("now", &self.now).finish_non_exhaustive()
    }
}
