//! Creates a user, finds them among the others and deletes them, without async.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --features blocking --example blocking`

use std::env;

use housekey_sdk::blocking::Client;
use housekey_sdk::{CreateUser, ListUsers};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    let ada = CreateUser {
        first_name: Some("Ada".into()),
        username: Some(format!("ada{}", std::process::id())),
        ..CreateUser::default()
    };
    let ada = client.users().create(ada).send()?;
    println!("one of {}", client.users().list(ListUsers::default()).total_count()?);

    for user in client.users().list(ListUsers::default()).iter() {
        let user = user?;
        if user.id == ada.id {
            println!("found {}", user.id);
            break;
        }
    }
    client.users().delete(&ada.id).send()?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build_blocking()?)
}
