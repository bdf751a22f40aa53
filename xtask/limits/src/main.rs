//! Baselines for `cargo xtask bench`: the same work with nothing around it.
//!
//! Also does what a load generator can't: fills a server with users, and measures the client's cost of a call.

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
    /// Serve a file's bytes on every request, with bare axum.
    Web { listen: SocketAddr, body: PathBuf },
    /// Sign with RS256 and a 2048-bit key; print rate and CPU time per signature.
    Sign { threads: usize, seconds: f64 },
    /// Hash with argon2id; print rate and CPU time per hash.
    Hash { threads: usize, seconds: f64 },
    /// Get a user through the SDK; print the client's CPU time per call in microseconds.
    Calls { server: String, calls: u32 },
    /// Create users and receive a webhook for each; print the delivery rate from the first creation on.
    Deliveries(deliveries::Deliveries),
    /// Create and print tokens of a session.
    Mint(mint::Mint),
    /// Do what clients in other languages are measured doing; print rate and CPU time per operation.
    Peer(peer::Peer),
    /// Create users through the API and print their ids.
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
