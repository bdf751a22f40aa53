//! Sets how often and how fast failed calls are sent again, and watches the attempts.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example retries -- user_123`

use std::env;
use std::time::Duration;

use housekey_sdk::{Backoff, Client, Retry};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    let id = env::args().nth(1).unwrap_or_else(|| "user_nobody".into());

    println!("patiently: {}", said(client.users().get(id.as_str()).await));

    let once = client.users().get(id.as_str()).retry(Retry::none()).timeout(Duration::from_millis(200));
    println!("once: {}", said(once.await));

    // A POST that may have been executed is not repeated, unless one knows that twice does no harm.
    let harmless =
        Backoff { resend_unknown: true, max_elapsed: Duration::from_secs(5), ..Backoff::default() };
    println!("unlocked: {}", said(client.users().unlock(id).retry(harmless).await));
    Ok(())
}

fn said(outcome: Result<housekey_sdk::User, housekey_sdk::Error>) -> String {
    outcome.map_or_else(|error| error.to_string(), |user| user.id.to_string())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    let client = Client::builder()
        .secret_key(env::var("CLERK_SECRET_KEY")?)
        .server(url)
        .timeout(Duration::from_secs(2))
        .retry(Backoff { max_elapsed: Duration::from_secs(10), ..Backoff::default() })
        .after_response(|attempt, outcome| match outcome {
            Ok(answer) => println!("  attempt {}: {}", attempt.number, answer.status),
            Err(error) => println!("  attempt {}: {error}", attempt.number),
        });
    Ok(client.build()?)
}
