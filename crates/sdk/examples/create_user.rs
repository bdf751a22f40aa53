//! Creates a user, changes it and deletes it again.
//!
//! `CLERK_SECRET_KEY=sk_test_… cargo run -p housekey-sdk --example create_user -- ada@example.test`

use std::env;

use housekey_sdk::{Client, CreateUser, Patch, UpdateUser, set};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = connect()?;
    let address = env::args().nth(1).unwrap_or_else(|| "ada@example.test".into());

    let user = client
        .users()
        .create(CreateUser {
            email_address: Some(vec![address]),
            first_name: Some("Ada".into()),
            skip_password_requirement: Some(true),
            ..CreateUser::default()
        })
        .await?;
    println!("created {} at {} ms", user.id, user.created_at);

    // A field that is not named stays as it is.
    let changes = UpdateUser { last_name: set("Lovelace"), username: Patch::Null, ..UpdateUser::default() };
    let user = client.users().update(&user.id, changes).await?;
    println!("{} {}", user.first_name.unwrap_or_default(), user.last_name.unwrap_or_default());

    println!("deleted: {}", client.users().delete(&user.id).await?.deleted);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    Ok(Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url).build()?)
}
