//! Asks one server, and another for a single call.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example servers -- http://127.0.0.1:4601`

use std::env;

use housekey_sdk::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without `server`, this is https://api.clerk.com/v1.
    let client = connect()?;
    println!("{}: {} keys", client.server(), client.jwks().get().await?.keys.len());

    let Some(other) = env::args().nth(1) else { return Ok(()) };
    let keys = client.jwks().get().server(other.as_str()).header("x-asked-by", "an example").await?;
    println!("{other}: {} keys", keys.keys.len());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build()?)
}
