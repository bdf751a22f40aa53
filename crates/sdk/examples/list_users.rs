//! Prints all users, page by page, newest first.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example list_users`

use std::env;

use housekey_sdk::{Client, CountUsers, ListUsers};

const PAGE: i64 = 100;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    println!("{} users", client.users().count(CountUsers::default()).await?.total_count);

    let mut query =
        ListUsers { limit: Some(PAGE), order_by: Some("-created_at".into()), ..ListUsers::default() };
    loop {
        let page = client.users().list(query.clone()).await?;
        for user in &page {
            let address = user.email_addresses.first().map_or("-", |address| &address.email_address);
            println!("{} {address}", user.id);
        }
        // Going on after the last user of a page is as fast on the last page as on the first.
        match page.last() {
            Some(last) => query.starting_after = Some(last.id.clone()),
            None => return Ok(()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build()?)
}
