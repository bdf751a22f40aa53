//! The README's example: a user, a session and its token.
//!
//! `cargo run -p housekey-sdk --example readme` with `CLERK_SECRET_KEY` and `CLERK_API_URL` set.
use housekey_sdk::backend::sessions::{CreateSession, TokenOptions};
use housekey_sdk::{Client, CreateUser};

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "an example is set up by its environment")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::var("CLERK_API_URL")? + "/v1";
    let client = Client::builder().secret_key(std::env::var("CLERK_SECRET_KEY")?).server(server).build()?;
    let email_address = Some(vec!["ada@example.com".into()]);
    let user = client.users().create(CreateUser { email_address, ..CreateUser::default() }).await?;
    let session = CreateSession { user_id: user.id, ..CreateSession::default() };
    let session = client.sessions().create(session).await?;
    let token = client.sessions().create_token(session.id, TokenOptions::default()).await?;
    println!("{}", token.jwt);
    Ok(())
}
