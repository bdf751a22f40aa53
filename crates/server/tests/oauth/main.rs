//! OAuth 2.0 and OpenID Connect as seen by an application and a browser, on a real socket, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod apart;
mod applications;
mod asking;
mod browser;
mod relying_party;
mod signing_in;
mod timing;
mod tokens;
mod ways;

#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
