//! Large organizations, bulk invitations, and tokens with an organization.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::home::{Engine, Home, start_axum};
use super::sample::{Contestant, in_turn};
use super::sessions::beside_signing;
use super::table::{Row, Table};
use super::wrk::Requests;
use super::{Bench, number};

/// Number of members of the small organization.
const FEW: u32 = 100;
/// Invitations per request: the maximum.
const AT_ONCE: u32 = 10;

pub(super) fn on_sqlite(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Sqlite)
}

pub(super) fn on_postgres(bench: &Bench, table: &mut Table) -> Result<()> {
    measure(bench, table, Engine::Postgres)
}

fn measure(bench: &Bench, table: &mut Table, engine: Engine) -> Result<()> {
    let home = Home::open(bench, engine)?;
    let members_of_many = bench.plan.members;
    let many = Organization::fill(bench, &home, 0, members_of_many)?;
    let few = Organization::fill(bench, &home, members_of_many, FEW)?;
    members(bench, table, &home, [&few, &many])?;
    invite(bench, table, &home, &few)?;
    let mint = Requests::post("/v1/sessions/{id}/tokens", "").of(&few.sessions);
    beside_signing(bench, table, &home, &mint, "POST /v1/sessions/{id}/tokens of an organization")
}

/// An organization, and sessions in which it is active.
struct Organization {
    id: String,
    sessions: PathBuf,
}

impl Organization {
    fn fill(bench: &Bench, home: &Home, from: u32, members: u32) -> Result<Self> {
        let sessions = home.fill_with(bench, from, members, &["--organization", "--sessions"])?;
        let lines = fs::read_to_string(&sessions)?;
        let (id, rest) = lines.split_once('\n').context("an organization and its sessions")?;
        fs::write(&sessions, rest)?;
        Ok(Self { id: id.to_owned(), sessions })
    }

    fn page(&self) -> String {
        format!("/v1/organizations/{}/memberships?limit=100", self.id)
    }
}

fn members(bench: &Bench, table: &mut Table, home: &Home, [few, many]: [&Organization; 2]) -> Result<()> {
    let (engine, seconds) = (home.engine, bench.plan.seconds);
    let axum = start_axum(bench, engine, &home.server.get(&many.page())?)?;
    let (small, large, load) = (Requests::get(few.page()), Requests::get(many.page()), bench.wrk(engine));
    // Bare axum has a single page with its own path.
    let bare = Requests::get("/v1/users");
    let contestants = vec![
        home.server.contestant(load, &small, seconds),
        home.server.contestant(load, &large, seconds),
        axum.contestant(load, &bare, seconds),
    ];
    let samples = in_turn(bench.plan.rounds, contestants)?;
    let [of_few, of_many, limit] = &samples[..] else { unreachable!("three contestants") };
    let name = engine.name();
    let members = number(bench.plan.members);
    let work = format!("memberships?limit=100 of {members} members, {name}");
    table.add(Row::share(&work, of_many, ("bare axum", limit), 0.25));
    let work = format!("the same of {members} members as of {FEW}, {name}");
    table.add(Row::compared(work, of_many, ("of the few", of_few)));
    Ok(())
}

/// Ten at a time, with an email each.
fn invite(bench: &Bench, table: &mut Table, home: &Home, organization: &Organization) -> Result<()> {
    let name = home.engine.name();
    let one = |number| format!(r#"{{"email_address":"u{{n}}-{number}@example.com","role":"org:member"}}"#);
    let body = format!("[{}]", (0..AT_ONCE).map(one).collect::<Vec<_>>().join(","));
    let to_organization =
        Requests::post(format!("/v1/organizations/{}/invitations/bulk", organization.id), &body);
    let one = |number| format!(r#"{{"email_address":"u{{n}}-{number}@example.org"}}"#);
    let body = format!("[{}]", (0..AT_ONCE).map(one).collect::<Vec<_>>().join(","));
    let to_instance = Requests::post("/v1/invitations/bulk", body);
    // The build before has no organization to invite to.
    let before = Home::open_before(bench, home.engine)?;
    let works = [
        ("organizations/{id}/invitations", to_organization, None),
        ("invitations", to_instance, before.as_ref()),
    ];
    for (work, requests, before) in works {
        let homes = std::iter::once(home).chain(before);
        let load = |home: &'_ Home| home.server.load(bench.wrk(home.engine), &requests, bench.plan.seconds);
        let contestants = homes.map(|home| -> Contestant<'_> { Box::new(move || load(home)) }).collect();
        let samples = in_turn(bench.plan.rounds, contestants)?;
        let work = format!("POST /v1/{work}/bulk of {AT_ONCE}, {name}");
        table.add(Row::told(&work, &samples[0]));
        if let Some(of_before) = samples.get(1) {
            table.add(Row::share(&work, &samples[0], ("the build before", of_before), 3.0));
        }
    }
    Ok(())
}
