//! Writes numbered rows from several tasks and prints the acknowledged ones until it is killed: the writer process of
//! the durability test. `durable_writer URL FIRST`, with the table `acknowledged (id BIGINT PRIMARY KEY)` in place.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use housekey_store::{DatabaseUrl, Db, StoreError};

const TASKS: usize = 16;

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, first] = arguments.as_slice() else { panic!("durable_writer URL FIRST") };
    let db = Db::open(&url.parse::<DatabaseUrl>()?).await?;
    let next = Arc::new(AtomicI64::new(first.parse().expect("FIRST is a number")));
    let tasks: Vec<_> =
        (0..TASKS).map(|_| tokio::spawn(write_forever(db.clone(), Arc::clone(&next)))).collect();
    for task in tasks {
        task.await.expect("no task panics")?;
    }
    Ok(())
}

async fn write_forever(db: Db, next: Arc<AtomicI64>) -> Result<(), StoreError> {
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        let insert = "INSERT INTO acknowledged (id) VALUES ($1)";
        let written: Result<u64, StoreError> = db.write(move |tx| tx.execute(insert, &[id.into()])).await;
        written?;
        // A whole line in one call, so that a kill can't truncate it to another number.
        let line = format!("{id}\n");
        std::io::stdout().write_all(line.as_bytes()).expect("the test listens");
    }
}
