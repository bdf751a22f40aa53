//! A running server with a database of its own.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clerk_rs::ClerkConfiguration;
use clerk_rs::apis::configuration::Configuration;

const SECRET_KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyzABCD";

/// A running server; it ends with this.
pub struct Server {
    process: Child,
    url: String,
    _data: tempfile::TempDir,
}

impl Server {
    /// Starts the server that `HOUSEKEY_BIN` names on a free port, with its database in a directory of its own or where
    /// `HOUSEKEY_DATABASE_URL` says.
    pub async fn start() -> Result<Self> {
        let executable =
            std::env::var("HOUSEKEY_BIN").context("HOUSEKEY_BIN must name the server's executable")?;
        let data = tempfile::tempdir()?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut command = Command::new(executable);
        command.args(["serve", "--log", "warn", "--listen", &address, "--secret-key", SECRET_KEY, "--data"]);
        command.arg(data.path());
        let process = command.stdout(Stdio::null()).spawn().context("the server can't be started")?;
        let server = Self { process, url: format!("http://{address}/v1"), _data: data };
        for _ in 0..200 {
            if TcpStream::connect(&address).is_ok() {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server did not start within ten seconds")
    }

    /// The client's way to the server.
    pub fn configuration(&self) -> Configuration {
        ClerkConfiguration::new(SECRET_KEY).with_base_path(&self.url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
