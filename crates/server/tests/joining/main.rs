//! Ways to sign up: lists, invitations, the waitlist, sign-ups, tickets; on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod actor_tokens;
mod bulk;
mod foreign;
mod invitations;
mod lists;
mod organizations;
mod pages;
mod restrictions;
#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
mod sight;
mod sign_ups;
mod waitlist;
mod ways;
