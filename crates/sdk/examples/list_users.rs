//! Prints all users, page by page, newest first.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example list_users`

use std::env;

use futures_util::TryStreamExt;
use housekey_sdk::{Client, ListUsers};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    let newest_first = ListUsers { order_by: Some("-created_at".into()), ..ListUsers::default() };
    println!("{} users", client.users().list(newest_first.clone()).total_count().await?);

    let mut users = client.users().list(newest_first).stream();
    while let Some(user) = users.try_next().await? {
        let address = user.email_addresses.first().map_or("-", |address| &address.email_address);
        println!("{} {address}", user.id);
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build()?)
}
