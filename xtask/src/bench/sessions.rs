//! Creating tokens.

use anyhow::{Context, Result};

use super::Bench;
use super::home::{Engine, Home};
use super::sample::{Contestant, in_turn};
use super::table::{Row, Table};
use super::wrk::Requests;

const SESSIONS: u32 = 200;

pub(super) fn on_sqlite(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Sqlite)
}

pub(super) fn on_postgres(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Postgres)
}

fn measure(bench: &Bench, table: &mut Table, engine: Engine) -> Result<()> {
    let home = Home::open(bench, engine)?;
    let sessions = home.fill_with(bench, 0, SESSIONS, &["--sessions"])?;
    let mint = Requests::post("/v1/sessions/{id}/tokens", "").of(&sessions);
    beside_signing(bench, table, &home, &mint, "POST /v1/sessions/{id}/tokens")
}

/// Compared with bare signing on as many cores as the server has.
pub(super) fn beside_signing(
    bench: &Bench,
    table: &mut Table,
    home: &Home,
    mint: &Requests,
    work: &str,
) -> Result<()> {
    let (engine, seconds) = (home.engine, bench.plan.seconds);
    let cores = bench.cores_of(engine);
    let signing: Contestant<'_> =
        Box::new(move || bench.rate("sign", cores, cores.measured_count(), seconds));
    let contestants = vec![home.server.contestant(bench.wrk(engine), mint, seconds), signing];
    let samples = in_turn(bench.plan.rounds, contestants)?;
    let [own, limit] = &samples[..] else { unreachable!("two contestants") };
    let work = format!("{work}, {}", engine.name());
    table.add(match engine {
        Engine::Sqlite => Row::share(&work, own, ("raw RS256 signing", limit), 0.9),
        Engine::Postgres => Row::compared(&work, own, ("raw RS256 signing", limit)),
    });
    let p99 = own.p99_milliseconds().context("wrk tells the p99")?;
    table.add(Row::at_most(format!("{work}: p99 at 16 connections"), p99, 10.0, "ms"));
    Ok(())
}
