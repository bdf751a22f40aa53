//! The SDK's side of the comparison with clients in other languages, over the same protocol.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::ValueEnum;
use housekey_sdk::Client;
use housekey_sdk::auth::{Options, Verifier, authenticate_request, verify_token};
use serde::Deserialize;

use crate::spin::cpu_microseconds;

const WARM_UP: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Work {
    /// Verify a token that hasn't been seen before.
    Verify,
    /// Authenticate a request with a token that hasn't been seen before.
    Authenticate,
    /// Get a user.
    Get,
}

#[derive(clap::Args)]
pub(crate) struct Peer {
    work: Work,
    /// The shared inputs.
    inputs: PathBuf,
    seconds: f64,
}

#[derive(Deserialize)]
struct Inputs {
    pem: String,
    tokens: Vec<String>,
    party: String,
    server: String,
    user_id: String,
    secret_key: String,
}

struct Ready {
    tokens: Vec<String>,
    requests: Vec<http::HeaderMap>,
    options: Options,
    client: Client,
    user_id: String,
}

impl Peer {
    pub(crate) fn run(&self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let ready = Ready::from(&self.inputs)?;
        runtime.block_on(ready.during(self.work, WARM_UP))?;
        let before = cpu_microseconds();
        let (done, elapsed) =
            runtime.block_on(ready.during(self.work, Duration::from_secs_f64(self.seconds)))?;
        println!("{} {}", done / elapsed.as_secs_f64(), (cpu_microseconds() - before) / done);
        Ok(())
    }
}

impl Ready {
    fn from(inputs: &Path) -> Result<Self> {
        let inputs: Inputs = serde_json::from_slice(&std::fs::read(inputs)?)?;
        let verifier = Verifier::from_pem(&inputs.pem)?.remember_tokens(0);
        let options = Options::new(verifier).authorized_parties([inputs.party]);
        let client = Client::builder().secret_key(inputs.secret_key).server(inputs.server).build()?;
        let requests = inputs.tokens.iter().map(|token| bearing(token)).collect::<Result<_>>()?;
        Ok(Self { tokens: inputs.tokens, requests, options, client, user_id: inputs.user_id })
    }

    async fn during(&self, work: Work, limit: Duration) -> Result<(f64, Duration)> {
        let (start, mut done) = (Instant::now(), 0_u32);
        while start.elapsed() < limit {
            self.work(work, usize::try_from(done)? % self.tokens.len()).await?;
            done += 1;
        }
        Ok((f64::from(done), start.elapsed()))
    }

    async fn work(&self, work: Work, turn: usize) -> Result<()> {
        match work {
            Work::Verify => {
                verify_token(&self.tokens[turn], &self.options).await?;
            }
            Work::Authenticate => {
                let state = authenticate_request(&self.requests[turn], &self.options).await;
                ensure!(state.is_signed_in(), "{:?}: {:?}", state.reason(), state.message());
            }
            Work::Get => {
                ensure!(self.client.users().get(&*self.user_id).await?.id.as_str() == self.user_id);
            }
        }
        Ok(())
    }
}

/// Request headers with only a token.
fn bearing(token: &str) -> Result<http::HeaderMap> {
    let value = format!("Bearer {token}").parse()?;
    Ok([(http::header::AUTHORIZATION, value)].into_iter().collect())
}
