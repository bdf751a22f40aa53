//! The client against a server that plays a script, on a real socket.

#![expect(clippy::unwrap_used, reason = "tests")]

mod blocking;
mod errors;
mod hooks;
mod observability;
mod paging;
mod peer;
mod requests;
mod retries;
mod secrets;
mod settings;
mod untyped;
