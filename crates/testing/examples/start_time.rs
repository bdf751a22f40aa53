//! How long a test server takes to start: `cargo run -p housekey-testing --example start_time`, also with `--release`.

use std::time::{Duration, Instant};

use housekey_sdk::CountUsers;
use housekey_testing::TestServer;

const TIMES: u32 = 30;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut took = Vec::new();
    let mut answered = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let server = TestServer::start().await;
        took.push(began.elapsed());
        server.client().users().count(CountUsers::default()).await.expect("an answer");
        answered.push(began.elapsed());
        drop(server);
    }
    show("started", took);
    show("first answer to a client", answered);
}

fn show(what: &str, mut took: Vec<Duration>) {
    let first = took[0];
    took.sort();
    let (median, slowest) = (took[took.len() / 2], took[took.len() - 1]);
    println!("{what}: first {} · median {} · slowest {}", shown(first), shown(median), shown(slowest));
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
