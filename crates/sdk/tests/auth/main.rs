//! Tokens, requests and key sets as an attacker, a browser and a server out of order would send them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audiences_and_times;
mod browsers;
mod by_client;
mod guards;
mod hostile_tokens;
mod key_server;
mod key_set;
mod machines;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod no_network;
mod organizations;
mod remembered;
mod requests;
mod signing;
mod whatever_comes;
