//! What the figures of `cargo xtask bench` are held against: the same work with nothing around it.
//!
//! It also does what a load generator cannot: fill a server with people, and count what a call costs its client.

mod calls;
mod deliveries;
mod fill;
mod hashing;
mod mint;
mod peer;
mod signing;
mod spin;
mod web;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
enum Limit {
    /// Answers every request with a file's bytes, by axum with nothing around it.
    Web { listen: SocketAddr, body: PathBuf },
    /// Signs with RS256 and a key of 2048 bits; prints how many a second, and the CPU time of each.
    Sign { threads: usize, seconds: f64 },
    /// Hashes with argon2id; prints how many a second, and the CPU time of each.
    Hash { threads: usize, seconds: f64 },
    /// Gets a user through the SDK; prints the client's CPU time per call in microseconds.
    Calls { server: String, calls: u32 },
    /// Creates users and receives a webhook for each; prints how many arrived a second, from the first creation on.
    Deliveries(deliveries::Deliveries),
    /// Mints tokens of a session; prints them.
    Mint(mint::Mint),
    /// Does what clients of other languages do beside it; prints how often a second, and the client's CPU time of each.
    Peer(peer::Peer),
    /// Creates users through the API; prints their ids.
    Fill(fill::Fill),
}

fn main() -> Result<()> {
    match Limit::parse() {
        Limit::Web { listen, body } => web::serve(listen, &body),
        Limit::Sign { threads, seconds } => signing::run(threads, seconds),
        Limit::Hash { threads, seconds } => {
            hashing::run(threads, seconds);
            Ok(())
        }
        Limit::Calls { server, calls } => calls::run(&server, calls),
        Limit::Deliveries(deliveries) => deliveries.run(),
        Limit::Mint(mint) => mint.run(),
        Limit::Peer(peer) => peer.run(),
        Limit::Fill(fill) => fill.run(),
    }
}
