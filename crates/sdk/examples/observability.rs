//! Shows what `tracing` and metrics get to know: lists some users, asks for one who is not there, and prints the numbers
//! in the form that Prometheus reads.
//!
//! `CLERK_SECRET_KEY=sk_test_… RUST_LOG=housekey_sdk=debug cargo run -p housekey-sdk --example observability`

use std::collections::BTreeMap;
use std::env;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use housekey_sdk::{CallReport, Client, ListUsers};
use tracing_subscriber::EnvFilter;

/// How many calls there were of each operation and outcome, and how long they took.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<BTreeMap<Labels, Sum>>>);

/// The operation and the outcome: few, and nothing that belongs to users.
type Labels = (String, String);
/// How many calls, and how long they took in all.
type Sum = (u64, Duration);

impl Calls {
    fn record(&self, report: &CallReport<'_>) {
        let outcome = match report.status() {
            Some(status) => status.as_str().to_owned(),
            None => report.failure().unwrap_or_default().to_owned(),
        };
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, time) = calls.entry((report.operation.to_string(), outcome)).or_default();
        *count += 1;
        *time += report.elapsed;
    }

    fn print(&self) {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ((operation, outcome), (count, time)) in calls.iter() {
            let labels = format!("{{operation=\"{operation}\",outcome=\"{outcome}\"}}");
            println!("clerk_calls_total{labels} {count}");
            println!("clerk_call_seconds_sum{labels} {}", time.as_secs_f64());
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_env_filter(EnvFilter::from_default_env()).init();
    let calls = Calls::default();
    let client = connect(calls.clone())?;

    println!("{} users", client.users().list(ListUsers::default()).collect_all(100).await?.len());
    if let Err(error) = client.users().get("user_nobody").await {
        println!("{error}");
    }
    calls.print();
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is configured by its environment")]
fn connect(calls: Calls) -> Result<Client, Box<dyn std::error::Error>> {
    let url = env::var("CLERK_API_URL").unwrap_or_else(|_| "http://127.0.0.1:4600".into());
    let client = Client::builder().secret_key(env::var("CLERK_SECRET_KEY")?).server(url);
    Ok(client.on_call(move |report| calls.record(report)).build()?)
}
