//! Getting, listing, finding and creating users.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::home::{Engine, Home, some_ids, start_axum};
use super::sample::{Sample, in_turn};
use super::table::{Row, Table};
use super::wrk::Requests;
use super::{Bench, number};

/// Number of users on the small server.
const FEW: u32 = 1_000;
/// The most common page.
const PAGE: &str = "/v1/users?limit=100";
/// Twice what an in-memory server reaches.
const CREATIONS: f64 = 9_600.0;

pub(super) fn on_sqlite(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Sqlite)
}

pub(super) fn on_postgres(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Postgres)
}

fn measure(bench: &Bench, table: &mut Table, engine: Engine) -> Result<()> {
    let (small, large) = (Home::open(bench, engine)?, Home::open(bench, engine)?);
    let ids = small.fill(bench, 0, FEW)?;
    large.fill(bench, 0, bench.plan.users)?;
    let id = some_ids(&ids, 1)?.pop().context("nobody was created")?;

    let axum = start_axum(bench, engine, &small.server.get(&format!("/v1/users/{id}"))?)?;
    let get = Requests::get("/v1/users/{id}").of(&ids);
    let (seconds, load) = (bench.plan.seconds, bench.wrk(engine));
    let contestants =
        vec![small.server.contestant(load, &get, seconds), axum.contestant(load, &get, seconds)];
    let [own, limit] = &in_turn(bench.plan.rounds, contestants)?[..] else { unreachable!("two contestants") };
    let work = format!("GET /v1/users/{{id}}, {}", engine.name());
    table.add(match engine {
        Engine::Sqlite => Row::share(&work, own, ("bare axum", limit), 0.55),
        Engine::Postgres => Row::compared(&work, own, ("bare axum", limit)),
    });
    table.add(Row::at_most(format!("{work}: p99 at 16 connections"), p99(own)?, 2.0, "ms"));

    list(bench, table, [&small, &large], bench.plan.users)?;
    find(bench, table, [&small, &large], bench.plan.users)?;
    create(bench, table, engine, &small)
}

/// Getting, listing and finding users among very many, compared with few.
pub(super) fn of_many(bench: &Bench, table: &mut Table) -> Result<()> {
    among_many(bench, table, Engine::Sqlite)
}

/// The same on Postgres.
pub(super) fn of_many_on_postgres(bench: &Bench, table: &mut Table) -> Result<()> {
    among_many(bench, table, Engine::Postgres)
}

fn among_many(bench: &Bench, table: &mut Table, engine: Engine) -> Result<()> {
    let users = bench.plan.many_users;
    let (small, large) = (Home::open(bench, engine)?, Home::open(bench, engine)?);
    let few = small.fill(bench, 0, FEW)?;
    let many = spread(&large.fill(bench, 0, users)?)?;
    let requests = [&few, &many].map(|ids| Requests::get("/v1/users/{id}").of(ids));
    let contestants = [(&small, &requests[0]), (&large, &requests[1])]
        .map(|(home, get)| home.server.contestant(bench.wrk(engine), get, bench.plan.seconds));
    let samples = in_turn(bench.plan.rounds, contestants.into())?;
    let [of_few, of_many] = &samples[..] else { unreachable!("two contestants") };
    let work = format!("GET /v1/users/{{id}} of {}, {}", number(users), engine.name());
    table.add(Row::compared(&work, of_many, ("of 1,000", of_few)));
    let p99_of_few = format!("of 1,000 {:.1} ms", p99(of_few)?);
    table.add(
        Row::at_most(format!("{work}: p99 at 16 connections"), p99(of_many)?, 2.0, "ms").beside(p99_of_few),
    );
    list(bench, table, [&small, &large], users)?;
    find(bench, table, [&small, &large], users)
}

/// Ten thousand ids, evenly spread.
fn spread(ids: &Path) -> Result<PathBuf> {
    let all = std::fs::read_to_string(ids)?;
    let step = (all.lines().count() / 10_000).max(1);
    let path = ids.with_extension("spread");
    std::fs::write(&path, all.lines().step_by(step).collect::<Vec<_>>().join("\n"))?;
    Ok(path)
}

fn list(bench: &Bench, table: &mut Table, [small, large]: [&Home; 2], users: u32) -> Result<()> {
    let engine = large.engine;
    let axum = start_axum(bench, engine, &small.server.get(PAGE)?)?;
    let (page, seconds, load) = (Requests::get(PAGE), bench.plan.seconds, bench.wrk(engine));
    let contestants =
        [&small.server, &large.server, &axum].map(|server| server.contestant(load, &page, seconds));
    let samples = in_turn(bench.plan.rounds, contestants.into())?;
    let [few, many, limit] = &samples[..] else { unreachable!("three contestants") };
    for (count, own) in [(FEW, few), (users, many)] {
        let work = format!("GET {PAGE} of {}, {}", number(count), engine.name());
        let at_least = if engine == Engine::Sqlite { 0.45 } else { 0.3 };
        table.add(Row::share(work, own, ("bare axum", limit), at_least));
    }
    let work = format!("the same of {} as of {}, {}", number(users), number(FEW), engine.name());
    table.add(Row::share(work, many, ("of the few", few), 0.9));
    Ok(())
}

/// Searches by kind. The numbers belong to existing users.
const SEARCHES: [&str; 4] = ["query=ada", "query=lovelace.77", "query=crm_7", "query=nobody+at+all"];
const FILTERS: [&str; 10] = [
    "email_address=ada.allen.0@example.com",
    "username=ada_allen_0",
    "external_id=crm-7",
    "email_address_query=hopper.4",
    "username_query=grace_hopper",
    "name_query=ada+lovelace",
    "banned=true",
    "last_active_at_after=1",
    "created_at_before=1500000000000",
    "external_id=-crm-7",
];
const ORDERS: [&str; 3] = ["order_by=email_address", "order_by=-first_name", "order_by=-last_sign_in_at"];

/// One request at a time, to measure latency. Queries of a kind alternate, so that a slow one shows.
fn find(bench: &Bench, table: &mut Table, [small, large]: [&Home; 2], users: u32) -> Result<()> {
    let deep = [format!("limit=100&offset={}", users / 2), format!("limit=100&offset={}", users - 100)];
    let deep = deep.each_ref().map(String::as_str);
    let kinds =
        [("search", &SEARCHES[..]), ("filters", &FILTERS), ("orders", &ORDERS), ("deep pages", &deep)];
    for (kind, queries) in kinds {
        let file = large.folder.join(kind);
        std::fs::write(&file, queries.join("\n"))?;
        let requests = Requests::get("/v1/users?{id}").of(&file).connections(1);
        let find = |home: &Home| home.server.load(bench.wrk(home.engine), &requests, bench.plan.seconds);
        let (few, many) = (find(small)?, find(large)?);
        let p99 = |sample: &Sample| sample.p99_milliseconds.context("wrk tells the p99");
        let (users, count, engine) = (number(users), queries.len(), large.engine.name());
        let work = format!("{kind} among {users}, {engine}: p99 of {count} in turn");
        let row = Row::at_most(work, p99(&many)?, 20.0, "ms").cpu(many.cpu_microseconds);
        table.add(row.beside(format!("among {} {:.1} ms", number(FEW), p99(&few)?)));
    }
    Ok(())
}

fn create(bench: &Bench, table: &mut Table, engine: Engine, home: &Home) -> Result<()> {
    if engine == Engine::Postgres {
        // Compared with pgbench in its own group.
        return Ok(());
    }
    let requests = creation();
    let (seconds, load) = (bench.plan.seconds, bench.wrk(engine));
    let before = Home::open_before(bench, engine)?;
    let homes = std::iter::once(home).chain(&before);
    let contestants = homes.map(|home| home.server.contestant(load, &requests, seconds)).collect();
    let samples = in_turn(bench.plan.rounds, contestants)?;
    let work = "POST /v1/users, durable, 16 connections, SQLite";
    table.add(Row::rate(work, &samples[0], CREATIONS));
    if let Some(of_before) = samples.get(1) {
        table.add(Row::share(work, &samples[0], ("the build before", of_before), 1.25));
    }
    Ok(())
}

/// Creates a different user without a password each time.
pub(super) fn creation() -> Requests {
    let body = r#"{"email_address":["u{n}@example.com"],"first_name":"Ada","last_name":"Lovelace","skip_password_requirement":true}"#;
    Requests::post("/v1/users", body)
}

fn p99(samples: &super::sample::Samples) -> Result<f64> {
    samples.p99_milliseconds().context("wrk tells the p99")
}
