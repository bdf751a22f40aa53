use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::receiver::Receiver;

const KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyz";
/// After how many milliseconds of work the server is killed.
const LIVES: [u64; 5] = [310, 170, 450, 90, 260];

fn housekey(data: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_housekey"));
    command.arg("--data").arg(data).args(["--listen", &address.to_string(), "--secret-key", KEY]);
    command.args(["--log", "off"]).stdout(Stdio::null());
    command
}

/// A server that is killed when the test ends, however it ends.
struct Process(Child);

impl Process {
    async fn start(data: &Path, address: SocketAddr) -> Self {
        let process = Self(housekey(data, address).spawn().unwrap());
        for _ in 0..1_000 {
            if reqwest::get(format!("http://{address}/ready")).await.is_ok() {
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

/// Creates users until the server dies, and notes whose creation was acknowledged.
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
    let (data, receiver) = (TempDir::new().unwrap(), Receiver::start().await);
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    // The first start makes the instance.
    drop(Process::start(data.path(), address).await);
    let added = housekey(data.path(), address).args(["webhooks", "add", &receiver.url()]).status().unwrap();
    assert!(added.success());

    let acknowledged = Arc::<Mutex<BTreeSet<String>>>::default();
    for (life, milliseconds) in LIVES.into_iter().enumerate() {
        let process = Process::start(data.path(), address).await;
        let creating = create_users(address, life, &acknowledged);
        let killing = async {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            drop(process);
        };
        tokio::join!(creating, killing);
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > 10, "{}", acknowledged.len());

    let _process = Process::start(data.path(), address).await;
    // What was on its way when the server died is taken up again after 20 seconds.
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
