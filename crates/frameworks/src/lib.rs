//! The expected responses of a service guarded by the SDK, for every framework.
//!
//! Each framework's test builds the same routes and runs these cases against them over HTTP, with tokens from a real
//! server.

#![expect(clippy::unwrap_used, reason = "for tests")]

mod cases;
mod world;

pub use cases::{answers_as_it_should, sends_browsers_to_the_handshake};
pub use world::World;
