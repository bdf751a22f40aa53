//! Checks the contract against the facts about the API: see `facts/README.md`.

#![expect(clippy::unwrap_used, reason = "tests")]

mod examples;
mod fields;
mod front_page;
mod operations;
mod readme;
mod sample;
mod secrets;
mod tables;
mod tolerance;
mod unions;
mod webhooks;
