//! What a service must answer that is guarded by the SDK, whatever framework it is made with.
//!
//! Each framework's test builds the same routes and runs the table against them, over HTTP. The tokens are those of a
//! real server.

#![expect(clippy::unwrap_used, reason = "for tests")]

mod cases;
mod world;

pub use cases::{answers_as_it_should, sends_browsers_to_the_handshake};
pub use world::World;
