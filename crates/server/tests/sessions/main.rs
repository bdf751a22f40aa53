//! Sessions, clients, tokens and templates as they are seen from outside: through the SDK, on a real socket, on every
//! engine at hand.

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
