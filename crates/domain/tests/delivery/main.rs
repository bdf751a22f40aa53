//! Events and messages, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod events;
mod messages;
mod world;
