//! Verifying passwords on all cores while others get users.

use std::cell::RefCell;
use std::thread;

use anyhow::Result;

use super::Bench;
use super::home::{Engine, Home};
use super::sample::{Contestant, in_turn, median};
use super::server::SECRET;
use super::table::{Row, Table};
use super::wrk::Requests;

const USERS: u32 = 8;
const PASSWORD: &str = "correct horse battery staple";

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    // Everything on all cores, as that is the scenario.
    let (cores, load) = (bench.cores.shared(), &bench.shared_wrk);
    let home = Home::open_on(bench, Engine::Sqlite, cores)?;
    let ids = home.fill_with(bench, 0, USERS, &["--password", PASSWORD])?;
    let body = format!(r#"{{"password":"{PASSWORD}"}}"#);
    let verify = Requests::post("/v1/users/{id}/verify_password", body).of(&ids).connections(4);
    // A few hundred per second: enough to measure, too few to occupy the cores.
    let mut get = Requests::get("/v1/users/{id}").of(&ids).connections(4);
    get.pause_milliseconds = Some(20);

    let (seconds, p99s) = (bench.plan.seconds, RefCell::new(Vec::new()));
    let verifying: Contestant<'_> = Box::new(|| {
        thread::scope(|scope| {
            let getting = scope.spawn(|| load.load(&home.server.url, SECRET, &get, seconds));
            let verified = home.server.load(load, &verify, seconds)?;
            let got = getting.join().expect("a load does not panic")?;
            p99s.borrow_mut().push(got.p99_milliseconds);
            Ok(verified)
        })
    });
    let hashing: Contestant<'_> = Box::new(|| bench.rate("hash", cores, cores.count, seconds));
    let samples = in_turn(bench.plan.rounds, vec![verifying, hashing])?;
    let [own, limit] = &samples[..] else { unreachable!("two contestants") };
    let work = "POST /v1/users/{id}/verify_password, SQLite";
    table.add(Row::share(work, own, ("raw argon2id on all cores", limit), 0.9));
    let p99 = median(p99s.take());
    table.add(Row::at_most("GET /v1/users/{id} meanwhile: p99", p99, 10.0, "ms"));
    Ok(())
}
