//! Webhooks and messages as received by real receivers, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod facts;
mod killed;
mod mail;
mod notices;
mod page;
mod receiver;
mod retries;
mod sender;
mod server;
mod sharing;
mod smtp;
mod story;
mod templates;
mod trouble;
mod webhooks;
