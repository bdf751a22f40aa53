//! Acknowledged writes survive a crash.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use housekey_store::testing::Cluster;
use housekey_store::{DatabaseUrl, Db, StoreError};
use tempfile::TempDir;

const CREATE: &str = "CREATE TABLE acknowledged (id BIGINT PRIMARY KEY)";
const INSERT: &str = "INSERT INTO acknowledged (id) VALUES ($1)";
const ALL: &str = "SELECT id FROM acknowledged ORDER BY id";
const ROUNDS: u64 = 20;

async fn create(db: &Db) {
    let created: Result<_, StoreError> = db.write(|tx| tx.execute(CREATE, &[])).await;
    created.expect("a table");
}

async fn ids(db: &Db) -> Vec<i64> {
    let ids: Result<_, StoreError> = db.read(|tx| tx.all(ALL, &[], |row| row.get(0))).await;
    ids.expect("the rows")
}

fn missing(acknowledged: &[i64], kept: &[i64]) -> Vec<i64> {
    acknowledged.iter().copied().filter(|id| kept.binary_search(id).is_err()).collect()
}

/// Built together with this test, next to it.
fn writer(url: &DatabaseUrl, first: i64) -> Child {
    let tests = std::env::current_exe().expect("this test's path");
    let examples: PathBuf = tests.ancestors().nth(2).expect("PROFILE/deps/TEST").join("examples");
    let mut command = Command::new(examples.join("durable_writer"));
    let command = command.arg(url.to_string()).arg(first.to_string()).stdout(Stdio::piped());
    command.spawn().expect("the example, which `cargo test -p housekey-store` builds")
}

/// Runs a writer for a while, kills it, and returns what it acknowledged.
fn killed_after(time: Duration, url: &DatabaseUrl, first: i64) -> Vec<i64> {
    let mut child = writer(url, first);
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut acknowledged = vec![lines.next().expect("it writes").expect("text").parse().expect("a number")];
    let killer = std::thread::spawn(move || {
        std::thread::sleep(time);
        child.kill().expect("it still runs");
        child.wait().expect("it is dead");
    });
    acknowledged.extend(lines.map_while(Result::ok).filter_map(|line| line.parse::<i64>().ok()));
    killer.join().expect("it was killed");
    acknowledged
}

#[tokio::test]
async fn every_acknowledged_write_survives_a_killed_process() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("housekey.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let db = Db::open(&url).await.unwrap();
    create(&db).await;
    drop(db);
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        // From 5 to 195 ms, in mixed order.
        let time = Duration::from_millis(5 + 10 * (round * 7 % ROUNDS));
        let first = i64::try_from(round).unwrap() * 10_000_000;
        acknowledged.extend(killed_after(time, &url, first));
        let check = rusqlite::Connection::open(&path).unwrap();
        let integrity: String = check.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(integrity, "ok", "after round {round}");
        let kept = ids(&Db::open(&url).await.unwrap()).await;
        assert_eq!(missing(&acknowledged, &kept), [0_i64; 0], "after round {round}");
    }
    println!("{} acknowledged writes survived {ROUNDS} kills", acknowledged.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_write_survives_a_crash_of_postgres() {
    let Some(cluster) = Cluster::start() else { return println!("skipped: there is no initdb here") };
    let db = Db::open(&DatabaseUrl::Postgres(cluster.url())).await.unwrap();
    create(&db).await;
    let (acknowledged, stopped) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
    let writing: Vec<_> = (0..8)
        .map(|task| {
            let (db, acknowledged, stopped) = (db.clone(), Arc::clone(&acknowledged), Arc::clone(&stopped));
            tokio::spawn(async move {
                for id in (task..).step_by(8).take_while(|_| !stopped.load(Ordering::SeqCst)) {
                    match db.write(move |tx| tx.execute(INSERT, &[id.into()])).await {
                        Ok(_) => acknowledged.lock().unwrap().push(id),
                        // It is unknown whether that one was written, so it doesn't count.
                        Err(error) => {
                            assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
                            tokio::time::sleep(Duration::from_millis(20)).await;
                        }
                    }
                }
            })
        })
        .collect();
    let mut before = 0;
    for round in 0..5 {
        tokio::time::sleep(Duration::from_millis(300 + 90 * round)).await;
        tokio::task::block_in_place(|| {
            cluster.crash();
            cluster.start_again();
        });
        let after = acknowledged.lock().unwrap().len();
        assert!(after > before, "round {round} wrote nothing");
        before = after;
    }
    stopped.store(true, Ordering::SeqCst);
    for task in writing {
        task.await.unwrap();
    }
    db.ready().await.unwrap();
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert_eq!(missing(&acknowledged, &ids(&db).await), [0_i64; 0]);
    println!("{} acknowledged writes survived 5 crashes", acknowledged.len());
}
