use std::collections::HashSet;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use clap::Args;
use housekey_sdk::Client;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::fill::create;

/// Timeout for the next delivery.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Args)]
pub(crate) struct Deliveries {
    server: String,
    secret_key: String,
    /// Address of the server's endpoint: `http://ADDRESS/`.
    listen: SocketAddr,
    /// Number of users to create.
    count: u32,
    /// Number of the first user; each number gives a different user.
    #[arg(long, default_value_t = 0)]
    from: u32,
}

impl Deliveries {
    pub(crate) fn run(self) -> Result<()> {
        let client = Client::builder().secret_key(&self.secret_key).server(&*self.server).build()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let seconds = runtime.block_on(self.deliver(&client))?;
        println!("{}", f64::from(self.count) / seconds);
        Ok(())
    }

    /// Measures until each user's webhook has arrived.
    async fn deliver(&self, client: &Client) -> Result<f64> {
        let (heard, mut arrivals) = mpsc::unbounded_channel();
        let hear = move |headers: HeaderMap| {
            heard.send(headers).ok();
            std::future::ready(())
        };
        let listener = TcpListener::bind(self.listen).await?;
        let receiver =
            tokio::spawn(axum::serve(listener, Router::new().route("/", post(hear))).into_future());
        let began = Instant::now();
        let created = create(client, self.from..self.from + self.count);
        let arrived = async {
            // Redeliveries count once.
            let mut ids = HashSet::new();
            while ids.len() < self.count as usize {
                let headers =
                    tokio::time::timeout(PATIENCE, arrivals.recv()).await?.context("nobody listens")?;
                ids.insert(headers.get("svix-id").context("no svix-id")?.clone());
            }
            anyhow::Ok(began.elapsed().as_secs_f64())
        };
        let ((), seconds) = tokio::try_join!(created, arrived)?;
        receiver.abort();
        Ok(seconds)
    }
}
