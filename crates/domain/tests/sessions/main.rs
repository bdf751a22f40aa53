//! Sessions, and everything that stands for one, against a real database of every engine at hand.

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
