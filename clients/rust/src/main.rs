//! An independent Rust reader of the API, `clerk-rs`, against a real Housekey. Its types are made from the newest
//! published description and are strict: an answer that lacks a required field, or holds an unknown value of an enum, is a
//! failure.

mod outcome;
mod resources;
mod server;

use anyhow::{Context, Result};

use server::Server;

/// Runs the resources that are named, or all of them.
#[tokio::main]
async fn main() -> Result<()> {
    let server = Server::start().await?;
    let configuration = server.configuration();
    let named: Vec<String> = std::env::args().skip(1).collect();
    let wanted = if named.is_empty() { resources::ALL.map(str::to_owned).to_vec() } else { named };
    for name in &wanted {
        resources::run(name, &configuration).await.with_context(|| name.to_string())?;
        println!("  {name}");
    }
    println!("clerk-rs 0.5.0 reads them all");
    Ok(())
}
