//! The SDK compared with alternatives: the official clients for JavaScript and Python, and the crate clerk-rs.

pub(super) mod builds;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Bench;
use super::home::{Engine, Home, some_ids, start_axum};
use super::sample::{Contestant, Sample, in_turn};
use super::server::{SECRET, Server};
use super::table::{Row, Table};
use crate::process::{built, cargo, is_there, output, program};

/// More tokens than fit into a cache of only a few.
const TOKENS: u32 = 256;
const PARTY: &str = "https://app.example.test";
/// For `clerk.example.test`. The official client requires one, though a token in a header doesn't need it.
const PUBLISHABLE_KEY: &str = "pk_test_Y2xlcmsuZXhhbXBsZS50ZXN0JA";
/// The share of clerk-rs's CPU time that a call may take.
const GET_BESIDE_CLERK_RS: f64 = 0.85;
const WORKS: [(&str, &str); 3] = [
    ("verify", "a session token verified"),
    ("authenticate", "a request authenticated"),
    ("get", "users.get of a fixed answer"),
];

/// Another client and how to start it.
struct Peer {
    name: &'static str,
    command: Command,
}

/// The shared environment.
struct Ground {
    home: Home,
    /// Responds to every request for a user with the same bytes.
    fixed: Server,
    session: String,
    user: String,
    pem: String,
}

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    let peers = peers(bench)?;
    let ground = Ground::prepare(bench)?;
    for (work, title) in WORKS {
        let inputs = bench.folder.path().join(format!("inputs-{work}"));
        let own = bench.cores.load_generator(&bench.built.limits);
        let own = Peer { name: "SDK", command: with(own, &["peer"]) };
        let contestants = std::iter::once(&own).chain(&peers);
        let contestants = contestants.map(|peer| ground.contestant(bench, peer, work, &inputs)).collect();
        let samples = in_turn(bench.plan.rounds, contestants)?;
        let (own, others) = samples.split_first().context("the SDK took part")?;
        for (peer, other) in peers.iter().zip(others) {
            let row = Row::compared(format!("SDK: {title}"), own, (peer.name, other));
            let has_budget = (work, peer.name) == ("get", "clerk-rs");
            table.add(if has_budget { row.with_cpu_share(GET_BESIDE_CLERK_RS) } else { row });
        }
    }
    Ok(())
}

/// The clients whose tools are installed; others are reported.
fn peers(bench: &Bench) -> Result<Vec<Peer>> {
    let mut peers = Vec::new();
    let script = crate::project_root().join("clients/speed/run");
    for (name, tool, client) in [("@clerk/backend", "node", "javascript"), ("Python", "python3", "python")] {
        if !is_there(&mut program(tool)) {
            println!("  {name}: left out, {tool} is missing");
            continue;
        }
        output(program(&script).arg(client))?;
        peers.push(Peer { name, command: with(bench.cores.load_generator(&script), &[client]) });
    }
    let mut build = cargo("build --release --bin speed --manifest-path clients/rust/Cargo.toml");
    let clerk_rs = built(&mut build, "speed")?;
    peers.push(Peer { name: "clerk-rs", command: bench.cores.load_generator(clerk_rs) });
    Ok(peers)
}

impl Ground {
    fn prepare(bench: &Bench) -> Result<Self> {
        let home = Home::open(bench, Engine::Sqlite)?;
        let user = some_ids(&home.fill(bench, 0, 1)?, 1)?.pop().context("nobody was created")?;
        let sessions = home.fill_with(bench, 1, 1, &["--sessions"])?;
        let session = some_ids(&sessions, 1)?.pop().context("no session was created")?;
        let fixed = start_axum(bench, Engine::Sqlite, &home.server.get(&format!("/v1/users/{user}"))?)?;
        let pem = output(home.command(bench).args(["keys", "pem"]))?;
        Ok(Self { home, fixed, session, user, pem })
    }

    /// Tokens live for a minute, so every turn gets new ones.
    fn contestant<'a>(
        &'a self,
        bench: &'a Bench,
        peer: &'a Peer,
        work: &'a str,
        inputs: &'a Path,
    ) -> Contestant<'a> {
        Box::new(move || {
            std::fs::write(inputs, self.inputs(bench)?.to_string())?;
            let seconds = bench.plan.seconds.to_string();
            let mut command = again(&peer.command);
            read(&output(command.arg(work).arg(inputs).arg(seconds))?)
                .with_context(|| format!("{} could not {work}", peer.name))
        })
    }

    fn inputs(&self, bench: &Bench) -> Result<Value> {
        let mut mint = bench.limit("mint", bench.cores.shared());
        mint.args([&*self.home.server.url, SECRET, &self.session, &TOKENS.to_string(), "--origin", PARTY]);
        let tokens = output(&mut mint)?;
        Ok(json!({
            "pem": self.pem,
            "tokens": tokens.lines().collect::<Vec<_>>(),
            "party": PARTY,
            "keys": self.home.server.url,
            "server": self.fixed.url,
            "user_id": self.user,
            "secret_key": SECRET,
            "publishable_key": PUBLISHABLE_KEY,
        }))
    }
}

/// `RATE MICROSECONDS`.
fn read(report: &str) -> Result<Sample> {
    let numbers = report.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    let [rate, cpu] = numbers[..] else { bail!("a peer reported {report:?}") };
    Ok(Sample { cpu_microseconds: Some(cpu), ..Sample::rate(rate) })
}

fn with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

/// A copy of the command.
fn again(command: &Command) -> Command {
    let mut copy = program(PathBuf::from(command.get_program()));
    copy.args(command.get_args());
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peers_report_is_a_rate_and_a_cost() {
        let sample = read("1234.5 810.25\n").unwrap();

        assert_eq!((sample.per_second, sample.cpu_microseconds), (1234.5, Some(810.25)));
        assert!(read("nothing").is_err());
        assert!(read("1 2 3").is_err());
    }
}
