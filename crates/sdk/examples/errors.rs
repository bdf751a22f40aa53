//! Shows how a program tells one failure from another.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example errors -- user_123`

use std::env;

use housekey_sdk::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    let id = env::args().nth(1).unwrap_or_else(|| "user_nobody".into());
    match client.users().get(id).await {
        Ok(user) => println!("{} is there", user.id),
        Err(error) => explain(&error),
    }
    Ok(())
}

/// Branches on what is stable: the kind, the status and the codes. Texts are for people.
fn explain(error: &Error) {
    match error {
        error if error.is_not_found() => println!("there is no such user"),
        error if error.is_unauthorized() => println!("the secret key is not accepted: {:?}", error.code()),
        error if error.is_rate_limited() => println!("too many requests; again in {:?}", error.retry_after()),
        Error::Api(failure) => {
            for problem in &failure.errors {
                println!("{} ({})", problem.long_message, problem.param_name().unwrap_or("the request"));
            }
        }
        Error::Transport(failure) if failure.never_connected() => println!("nobody listens there: {failure}"),
        Error::Timeout { after } => println!("no response within {after:?}"),
        Error::Decoding(failure) => println!("not understood at `{}`", failure.path()),
        other => println!("{other}"),
    }
    if let Some(trace_id) = error.trace_id() {
        println!("the server's log knows more under {trace_id}");
    }
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build()?)
}
