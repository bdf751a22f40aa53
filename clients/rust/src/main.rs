//! An independent Rust reader of the API, `clerk-rs`, against a real Housekey. Its types are made from the newest
//! published description and are strict: an answer that lacks a required field, or holds an unknown value of an enum, is a
//! failure.

mod outcome;
mod resources;
mod server;

use anyhow::{Context, Result};

use server::Server;

#[tokio::main]
async fn main() -> Result<()> {
    let server = Server::start().await?;
    let configuration = server.configuration();
    resources::users::run(&configuration).await.context("users")?;
    resources::second_factors::run(&configuration).await.context("second factors")?;
    resources::email_addresses::run(&configuration).await.context("e-mail addresses")?;
    resources::phone_numbers::run(&configuration).await.context("phone numbers")?;
    resources::sessions::run(&configuration).await.context("sessions")?;
    resources::tokens::run(&configuration).await.context("tokens")?;
    resources::jwt_templates::run(&configuration).await.context("JWT templates")?;
    println!("clerk-rs 0.5.0 reads users, identifications, sessions, tokens and templates");
    Ok(())
}
