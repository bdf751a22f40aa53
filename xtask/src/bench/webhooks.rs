//! Delivering webhooks.

use std::cell::Cell;

use anyhow::Result;

use super::Bench;
use super::home::{Engine, Home};
use super::sample::{Contestant, Sample, in_turn};
use super::server::{SECRET, free_address};
use super::table::{Row, Table};
use crate::process::output;

pub(super) fn on_sqlite(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Sqlite)
}

pub(super) fn on_postgres(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Postgres)
}

/// From the first user's creation to the last webhook. The creator and the receiver share the other core.
fn measure(bench: &Bench, table: &mut Table, engine: Engine) -> Result<()> {
    let (home, receiver) = (Home::open(bench, engine)?, free_address()?.to_string());
    let url = format!("http://{receiver}/");
    output(home.command(bench).args(["webhooks", "add", &url, "--event", "user.created"]))?;
    let (count, from) = (bench.plan.deliveries, Cell::new(0));
    let delivering: Contestant<'_> = Box::new(|| {
        let mut limit = bench.limit("deliveries", bench.cores.shared());
        let first = from.replace(from.get() + count).to_string();
        let before = home.server.cpu_seconds()?;
        let rate =
            output(limit.args([&home.server.url, SECRET, &receiver, &count.to_string(), "--from", &first]))?;
        let cpu = (home.server.cpu_seconds()? - before) / f64::from(count) * 1e6;
        Ok(Sample { cpu_microseconds: Some(cpu), ..Sample::rate(rate.trim().parse()?) })
    });
    let samples = in_turn(bench.plan.rounds, vec![delivering])?;
    let work = format!("users created and their webhooks delivered, {}", engine.name());
    table.add(Row::told(work, &samples[0]));
    Ok(())
}
