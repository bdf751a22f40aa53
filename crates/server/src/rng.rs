//! Where randomness comes from; everything below is given it.

use rand::SeedableRng;
use rand::rngs::StdRng;

/// A new random source.
#[expect(clippy::disallowed_methods, reason = "this is the edge, where randomness comes from")]
pub fn rng() -> StdRng {
    StdRng::from_rng(&mut rand::rng())
}
