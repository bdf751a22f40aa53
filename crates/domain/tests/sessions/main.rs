//! Sessions and their tokens, with a real database on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod clients;
mod creating;
mod ending;
mod refreshing;
mod templates;
mod testing_tokens;
mod tickets;
mod tokens;
mod verifying;
mod world;
