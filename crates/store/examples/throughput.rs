//! The driver's read and write throughput, without HTTP: `throughput URL [SECONDS]`.
//!
//! It creates its own table, so use a disposable database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use housekey_store::{DatabaseUrl, Db, StoreError};

const ROWS: i64 = 10_000;
const CREATE: &str = "CREATE TABLE bench (tenant TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (tenant, id))";
const INSERT: &str = "INSERT INTO bench (tenant, id, document) VALUES ($1, $2, $3)";
const READ: &str = "SELECT document FROM bench WHERE tenant = $1 AND id = $2";

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let mut arguments = std::env::args().skip(1);
    let url: DatabaseUrl = arguments.next().expect("throughput URL [SECONDS]").parse()?;
    let seconds = arguments.next().map_or(3, |text| text.parse().expect("SECONDS is a number"));
    let db = Db::open(&url).await?;
    fill(&db).await?;
    for tasks in [1, 16, 32, 256] {
        let reads = measure(tasks, seconds, &db, read_one).await;
        println!("{url}: {tasks:>3} tasks: {reads:>8} point reads/s");
    }
    for tasks in [1, 16, 32, 256] {
        let writes = measure(tasks, seconds, &db, write_one).await;
        println!("{url}: {tasks:>3} tasks: {writes:>8} durable single-row writes/s");
    }
    db.close().await;
    Ok(())
}

async fn fill(db: &Db) -> Result<(), StoreError> {
    db.write(|tx| tx.execute(CREATE, &[])).await?;
    db.write(|tx| {
        for id in 0..ROWS {
            insert(tx, id)?;
        }
        Ok(())
    })
    .await
}

fn insert(tx: &mut housekey_store::DatabaseTx<'_>, id: i64) -> Result<u64, StoreError> {
    let document = "x".repeat(1500);
    tx.execute(INSERT, &["ins_bench".into(), (&format!("user_{id:027}")).into(), (&document).into()])
}

async fn read_one(db: Db, number: i64) -> Result<(), StoreError> {
    let id = format!("user_{:027}", number * 7919 % ROWS);
    let map = |row: &housekey_store::Row<'_>| row.get::<String>(0);
    let found = db.read(move |tx| tx.one(READ, &["ins_bench".into(), (&id).into()], map)).await?;
    assert_eq!(found.map_or(0, |document| document.len()), 1500);
    Ok(())
}

async fn write_one(db: Db, number: i64) -> Result<(), StoreError> {
    static NEXT: AtomicI64 = AtomicI64::new(ROWS);
    let _ = number;
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    db.write(move |tx| insert(tx, id)).await.map(drop)
}

/// Operations per second with this many tasks.
async fn measure<F>(tasks: usize, seconds: u64, db: &Db, operation: fn(Db, i64) -> F) -> u64
where
    F: Future<Output = Result<(), StoreError>> + Send + 'static,
{
    let (stopped, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let running: Vec<_> = (0..tasks)
        .map(|task| {
            let (db, stopped, done) = (db.clone(), Arc::clone(&stopped), Arc::clone(&done));
            tokio::spawn(async move {
                let mut number = i64::try_from(task).expect("few tasks");
                while !stopped.load(Ordering::Relaxed) {
                    operation(db.clone(), number).await.expect("the database works");
                    done.fetch_add(1, Ordering::Relaxed);
                    number += 1;
                    // Reads on SQLite are ready immediately; other tasks need a turn.
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    stopped.store(true, Ordering::Relaxed);
    for task in running {
        task.await.expect("no task panics");
    }
    done.load(Ordering::Relaxed) * 1000
        / u64::try_from(started.elapsed().as_millis()).expect("seconds").max(1)
}
