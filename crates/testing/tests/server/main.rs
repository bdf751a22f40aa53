//! The server as the tests of its users see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clock;
mod faults;
mod messages;
mod seeds;
mod starting;
mod tokens;
mod webhooks;
