use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use housekey_store::DatabaseUrl;
use housekey_store::testing::TestEngine;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::receiver::Receiver;

const KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyz";
/// Milliseconds of work before the server is killed.
const LIVES: [u64; 5] = [310, 170, 450, 90, 260];

/// A server's address and data.
struct Home {
    data: TempDir,
    database: DatabaseUrl,
    address: SocketAddr,
}

impl Home {
    async fn on(database: Option<DatabaseUrl>) -> Self {
        let data = TempDir::new().unwrap();
        let database = database.unwrap_or_else(|| DatabaseUrl::Sqlite(data.path().join("housekey.db")));
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        Self { data, database, address }
    }

    fn housekey(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_housekey"));
        let database = match &self.database {
            DatabaseUrl::Postgres(url) => url.clone(),
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::SqliteMemory => panic!("nothing in memory is there after a death"),
        };
        command.arg("--data").arg(self.data.path()).args(["--database-url", &database]);
        command.args(["--listen", &self.address.to_string(), "--secret-key", KEY, "--log", "off"]);
        command.stdout(Stdio::null());
        command
    }
}

/// A server that is killed when the test ends, in any case.
struct Process(Child);

impl Process {
    async fn start(home: &Home) -> Self {
        let process = Self(home.housekey().spawn().unwrap());
        for _ in 0..1_000 {
            if reqwest::get(format!("http://{}/ready", home.address)).await.is_ok() {
                return process;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server should have started");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Creates users until the server dies, and records the acknowledged ones.
async fn create_users(address: SocketAddr, life: usize, acknowledged: &Arc<Mutex<BTreeSet<String>>>) {
    let mut creating = Vec::new();
    for client in 0..4 {
        let acknowledged = Arc::clone(acknowledged);
        creating.push(tokio::spawn(async move {
            let http = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
            for number in 0.. {
                let name = format!("user_{life}_{client}_{number}");
                let request = http.post(format!("http://{address}/v1/users")).bearer_auth(KEY);
                let body = serde_json::json!({ "username": name });
                match request.json(&body).send().await {
                    Ok(answer) if answer.status() == 200 => acknowledged.lock().unwrap().insert(name),
                    _ => return,
                };
            }
        }));
    }
    for client in creating {
        client.await.unwrap();
    }
}

fn told(receiver: &Receiver) -> BTreeSet<String> {
    let name =
        |sent: &crate::receiver::Received| sent.event()["data"]["username"].as_str().unwrap().to_owned();
    receiver.requests().iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_told_however_often_the_server_is_killed() {
    nothing_is_lost(Home::on(None).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_told_from_postgres_too() {
    let Some(engine) = TestEngine::postgres() else { return };
    let database = engine.database().await;
    nothing_is_lost(Home::on(Some(database.url.clone())).await).await;
}

async fn nothing_is_lost(home: Home) {
    let receiver = Receiver::start().await;
    // The first start creates the instance.
    drop(Process::start(&home).await);
    let added = home.housekey().args(["webhooks", "add", &receiver.url()]).status().unwrap();
    assert!(added.success());

    let acknowledged = Arc::<Mutex<BTreeSet<String>>>::default();
    for (life, milliseconds) in LIVES.into_iter().enumerate() {
        let process = Process::start(&home).await;
        let creating = create_users(home.address, life, &acknowledged);
        let killing = async {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            drop(process);
        };
        tokio::join!(creating, killing);
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > 10, "{}", acknowledged.len());

    let _process = Process::start(&home).await;
    // Deliveries in progress when the server died are retried after 20 seconds.
    for _ in 0..400 {
        if told(&receiver).is_superset(&acknowledged) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let told = told(&receiver);
    let lost: Vec<_> = acknowledged.difference(&told).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let ids: BTreeSet<_> = receiver.requests().iter().map(|sent| sent.header("svix-id").to_owned()).collect();
    assert_eq!(ids.len(), told.len(), "one message for each user, however often it was sent");
}
