//! An independent Rust reader of the API, `clerk-rs`, against a real Housekey: users and sessions.
//!
//! Starts the server that `HOUSEKEY_BIN` names on a free port, with its database in a directory of its own or where
//! `HOUSEKEY_DATABASE_URL` says.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clerk_rs::apis::{Error, sessions_api as sessions, users_api as users};
use clerk_rs::{Clerk, ClerkConfiguration};
use serde_json::{from_value, json};

const SECRET_KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyzABCD";

/// A running server; it ends with this.
struct Server {
    process: Child,
    url: String,
    _data: tempfile::TempDir,
}

impl Server {
    async fn start() -> Result<Self> {
        let executable =
            std::env::var("HOUSEKEY_BIN").context("HOUSEKEY_BIN must name the server's executable")?;
        let data = tempfile::tempdir()?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut command = Command::new(executable);
        command.args(["serve", "--listen", &address, "--secret-key", SECRET_KEY, "--data"]).arg(data.path());
        let process = command.stdout(Stdio::null()).spawn().context("the server can't be started")?;
        let server = Self { process, url: format!("http://{address}/v1"), _data: data };
        for _ in 0..200 {
            if std::net::TcpStream::connect(&address).is_ok() {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server did not start within ten seconds")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The status of a refusal; what the client can't read is no refusal.
fn status<T, E>(outcome: std::result::Result<T, Error<E>>) -> Result<u16> {
    match outcome {
        Ok(_) => bail!("the call should have been refused"),
        Err(Error::ResponseError(response)) => Ok(response.status.as_u16()),
        Err(Error::Reqwest(error)) => Err(error.into()),
        Err(Error::Serde(error)) => Err(error.into()),
        Err(Error::Io(error)) => Err(error.into()),
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let server = Server::start().await?;
    let clerk = Clerk::new(ClerkConfiguration::new(SECRET_KEY).with_base_path(&server.url));
    let user = users_are_read(&clerk).await.context("users")?;
    sessions_are_read(&clerk, &user).await.context("sessions")?;
    let deleted = users::delete_user(&clerk.config, &user).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(deleted.deleted, "the user is deleted");
    ensure!(status(users::get_user(&clerk.config, &user).await)? == 404, "a deleted user is gone");
    println!("clerk-rs 0.5.0 reads users and sessions");
    Ok(())
}

async fn users_are_read(clerk: &Clerk) -> Result<String> {
    let address = format!("ada.{}@example.com", std::process::id());
    let wanted = json!({
        "email_address": [address], "first_name": "Ada", "password": "correct horse battery staple",
        "public_metadata": {"plan": "pro"}
    });
    let config = &clerk.config;
    let created = users::create_user(config, from_value(wanted.clone())?)
        .await
        .map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let found = users::get_user(config, &created.id).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(found.id == created.id, "the user is found again");
    ensure!(
        status(users::create_user(config, from_value(wanted)?).await)? == 422,
        "an address is taken once"
    );
    ensure!(status(users::get_user(config, "user_unknown").await)? == 404, "an unknown id is not found");

    let change = from_value(json!({"last_name": "Lovelace"}))?;
    let changed =
        users::update_user(config, &created.id, change).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(changed)["last_name"] == "Lovelace", "the name has changed");

    let right = from_value(json!({"password": "correct horse battery staple"}))?;
    let checked = users::verify_password(config, &created.id, Some(right))
        .await
        .map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(checked)["verified"] == true, "the password is right");
    let wrong = from_value(json!({"password": "guessed"}))?;
    ensure!(
        status(users::verify_password(config, &created.id, Some(wrong)).await)? == 422,
        "a guess is refused"
    );

    let banned = users::ban_user(config, &created.id).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(banned)["banned"] == true, "the user is banned");
    let unbanned = users::unban_user(config, &created.id).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(unbanned)["banned"] == false, "the user is no longer banned");
    Ok(created.id)
}

async fn sessions_are_read(clerk: &Clerk, user: &str) -> Result<()> {
    let config = &clerk.config;
    let request = from_value(json!({"user_id": user}))?;
    let session =
        sessions::create_session(config, Some(request)).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let found = sessions::get_session(config, &session.id).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(found)["status"] == "active", "the session is active");
    let token = sessions::create_session_token(config, &session.id, None)
        .await
        .map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(
        json!(token)["jwt"].as_str().is_some_and(|jwt| jwt.split('.').count() == 3),
        "the token is a JWT"
    );
    let listed = sessions::get_session_list(config, None, Some(user), Some("active"), None, None, None).await;
    ensure!(listed.map_err(|e| anyhow::anyhow!("{e:?}"))?.len() == 1, "the session is listed");

    let revoked =
        sessions::revoke_session(config, &session.id).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(json!(revoked)["status"] == "revoked", "the session is revoked");
    let outcome = sessions::create_session_token(config, &session.id, None).await;
    ensure!((400..500).contains(&status(outcome)?), "a revoked session gets no token");
    ensure!(
        status(sessions::get_session(config, "sess_unknown").await)? == 404,
        "an unknown id is not found"
    );
    Ok(())
}
