//! Sessions, clients, tokens and templates through the SDK, on a real socket, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod clients;
mod foreign;
mod jwt_templates;
mod public;
mod refreshing;
#[expect(dead_code, reason = "shared with the tests of the edge")]
mod server;
mod sessions;
mod sign_in_tokens;
mod tokens;
