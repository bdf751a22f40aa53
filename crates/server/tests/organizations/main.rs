//! Organizations through the SDK, on a real socket, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod domains;
mod foreign;
mod invitations;
mod memberships;
mod organizations;
mod people;
mod roles;
#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
mod tokens;
