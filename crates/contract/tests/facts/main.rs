//! Holds the contract against the facts about the API: see `facts/README.md`.

#![expect(clippy::unwrap_used, reason = "tests")]

mod fields;
mod operations;
mod sample;
mod secrets;
mod tables;
mod tolerance;
