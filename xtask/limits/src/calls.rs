use anyhow::Result;
use housekey_sdk::Client;

use crate::spin::cpu_microseconds;

/// Warm-up calls, to establish connections and grow buffers.
const WARM_UP: u32 = 200;

/// Gets the same user repeatedly on one thread, so that its CPU time is all there is.
pub(crate) fn run(server: &str, calls: u32) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder().secret_key("sk_test_any").server(server).build()?;
    runtime.block_on(get(&client, WARM_UP))?;
    let before = cpu_microseconds();
    runtime.block_on(get(&client, calls))?;
    println!("{}", (cpu_microseconds() - before) / f64::from(calls));
    Ok(())
}

async fn get(client: &Client, calls: u32) -> Result<()> {
    for _ in 0..calls {
        client.users().get("user_any").await?;
    }
    Ok(())
}
