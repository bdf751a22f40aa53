//! Start-up time, memory and size.

use std::fs;

use anyhow::Result;

use super::Bench;
use super::home::{Engine, Home, start};
use super::sample::median;
use super::table::{Row, Table};

const STARTS: u32 = 5;
const USERS: u32 = 10_000;

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    let folders: Vec<_> = (0..STARTS).map(|_| bench.folder.path().join(bench.new_name())).collect();
    let mut firsts = Vec::new();
    let mut laters = Vec::new();
    for folder in &folders {
        firsts.push(start(bench, folder, None, bench.cores)?.first_answer.as_secs_f64() * 1000.0);
        laters.push(start(bench, folder, None, bench.cores)?.first_answer.as_secs_f64() * 1000.0);
    }
    table.add(Row::at_most("start to first answer, existing data", median(laters), 20.0, "ms"));
    table.add(Row::at_most("first start to first answer", median(firsts), 500.0, "ms"));
    memory(bench, table)?;
    let size = fs::metadata(&bench.built.server)?.len();
    let megabytes = f64::from(u32::try_from(size / 1000)?) / 1000.0;
    table.add(Row::at_most("stripped executable", megabytes, 20.0, "MB"));
    Ok(())
}

fn memory(bench: &Bench, table: &mut Table) -> Result<()> {
    let home = Home::open(bench, Engine::Sqlite)?;
    table.add(Row::at_most("memory, idle", home.server.memory_mebibytes()?, 20.0, "MiB"));
    home.fill(bench, 0, USERS)?;
    home.server.get("/v1/users?limit=500")?;
    table.add(Row::at_most(
        "memory, 10,000 users created and 500 listed",
        home.server.memory_mebibytes()?,
        30.0,
        "MiB",
    ));
    Ok(())
}
