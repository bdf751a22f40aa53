//! How fast clerk-rs does one thing, for `cargo xtask bench`: `speed verify|authenticate|get INPUTS SECONDS` prints how often a
//! second, and the microseconds of CPU time that each took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clerk_rs::ClerkConfiguration;
use clerk_rs::apis::users_api;
use clerk_rs::clerk::Clerk;
use clerk_rs::validators::authorizer::{ClerkAuthorizer, ClerkRequest, validate_jwt};
use clerk_rs::validators::jwks::MemoryCacheJwksProvider;
use serde::Deserialize;

#[derive(Deserialize)]
struct Inputs {
    tokens: Vec<String>,
    /// Where the keys are.
    keys: String,
    server: String,
    secret_key: String,
    user_id: String,
}

/// What the client can do, ready to be done again and again.
struct Peer {
    inputs: Inputs,
    authorizer: ClerkAuthorizer<MemoryCacheJwksProvider>,
    configuration: ClerkConfiguration,
}

/// A request with nothing but a token.
struct Bearing<'a>(&'a str);

impl ClerkRequest for Bearing<'_> {
    fn get_header(&self, key: &str) -> Option<String> {
        key.eq_ignore_ascii_case("authorization").then(|| format!("Bearer {}", self.0))
    }

    fn get_cookie(&self, _: &str) -> Option<String> {
        None
    }
}

impl Peer {
    fn new(inputs: Inputs) -> Self {
        let at = |server: &str| {
            ClerkConfiguration::new(&inputs.secret_key).with_base_path(&format!("{server}/v1"))
        };
        let provider = MemoryCacheJwksProvider::new(Clerk::new(at(&inputs.keys)));
        let configuration = at(&inputs.server);
        Self { inputs, authorizer: ClerkAuthorizer::new(provider, true), configuration }
    }

    async fn work(&self, work: &str, turn: usize) -> Result<()> {
        let token = &self.inputs.tokens[turn % self.inputs.tokens.len()];
        match work {
            "verify" => {
                let claims = validate_jwt(token, self.authorizer.jwks_provider().clone()).await?;
                ensure!(!claims.sub.is_empty());
            }
            "authenticate" => {
                self.authorizer.authorize(&Bearing(token)).await?;
            }
            "get" => {
                let user = users_api::get_user(&self.configuration, &self.inputs.user_id).await?;
                ensure!(user.id == self.inputs.user_id);
            }
            _ => bail!("there is no work {work}"),
        }
        Ok(())
    }

    async fn during(&self, work: &str, limit: Duration) -> Result<(f64, Duration)> {
        let (start, mut done) = (Instant::now(), 0_u32);
        while start.elapsed() < limit {
            self.work(work, done as usize).await?;
            done += 1;
        }
        Ok((f64::from(done), start.elapsed()))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [work, inputs, seconds] = &arguments[..] else {
        bail!("speed verify|authenticate|get INPUTS SECONDS")
    };
    let peer = Peer::new(serde_json::from_str(&std::fs::read_to_string(inputs)?)?);
    peer.during(work, Duration::from_millis(500)).await?;
    let before = cpu_microseconds()?;
    let (done, elapsed) = peer.during(work, Duration::from_secs_f64(seconds.parse()?)).await?;
    println!("{} {}", done / elapsed.as_secs_f64(), (cpu_microseconds()? - before) / done);
    Ok(())
}

/// The time that this thread, which is the only one at work, has been on a core.
fn cpu_microseconds() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split_whitespace().next().context("no time in schedstat")?;
    Ok(nanoseconds.parse::<f64>()? / 1000.0)
}
