//! `cargo xtask bench`: performance of the server and the SDK, each relative to a baseline in the same run.
//!
//! Absolute figures depend on the machine; a ratio measured in interleaved rounds hardly does. The baseline is the same
//! work with nothing around it: bare axum sending the same bytes, the bare signature, the bare hash, pgbench running
//! the same statements.

mod built;
mod cores;
mod footprint;
mod home;
mod organizations;
mod passwords;
mod peers;
mod pgbench;
mod sample;
mod sdk;
mod server;
mod sessions;
mod table;
mod testing;
mod users;
mod webhooks;
mod wrk;

use std::cell::Cell;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;
use tempfile::TempDir;

use crate::postgres::{Cluster, Programs};
use crate::process::output;
use built::Built;
use cores::Cores;
use home::Engine;
use sample::Sample;
use table::Table;
use wrk::Wrk;

/// Rows that share servers and data. Add rows to their group's file, and groups to this list.
struct Group {
    name: &'static str,
    needs: Needs,
    when: When,
    measure: fn(&Bench, &mut Table) -> Result<()>,
}

/// Whether `--quick` includes it by default.
#[derive(PartialEq)]
enum When {
    Always,
    Thoroughly,
}

#[derive(PartialEq)]
enum Needs {
    Nothing,
    Postgres,
}

const GROUPS: [Group; 17] = [
    Group { name: "users", needs: Needs::Nothing, when: When::Always, measure: users::on_sqlite },
    Group { name: "sessions", needs: Needs::Nothing, when: When::Always, measure: sessions::on_sqlite },
    Group {
        name: "organizations",
        needs: Needs::Nothing,
        when: When::Thoroughly,
        measure: organizations::on_sqlite,
    },
    Group { name: "webhooks", needs: Needs::Nothing, when: When::Always, measure: webhooks::on_sqlite },
    Group { name: "passwords", needs: Needs::Nothing, when: When::Always, measure: passwords::measure },
    Group { name: "sdk", needs: Needs::Nothing, when: When::Always, measure: sdk::measure },
    Group { name: "peers", needs: Needs::Nothing, when: When::Thoroughly, measure: peers::measure },
    Group { name: "builds", needs: Needs::Nothing, when: When::Thoroughly, measure: peers::builds::measure },
    Group { name: "testing", needs: Needs::Nothing, when: When::Thoroughly, measure: testing::measure },
    Group { name: "footprint", needs: Needs::Nothing, when: When::Always, measure: footprint::measure },
    Group { name: "pgbench", needs: Needs::Postgres, when: When::Always, measure: pgbench::measure },
    Group { name: "users-postgres", needs: Needs::Postgres, when: When::Always, measure: users::on_postgres },
    Group {
        name: "sessions-postgres",
        needs: Needs::Postgres,
        when: When::Thoroughly,
        measure: sessions::on_postgres,
    },
    Group {
        name: "organizations-postgres",
        needs: Needs::Postgres,
        when: When::Thoroughly,
        measure: organizations::on_postgres,
    },
    Group {
        name: "webhooks-postgres",
        needs: Needs::Postgres,
        when: When::Thoroughly,
        measure: webhooks::on_postgres,
    },
    Group { name: "many-users", needs: Needs::Nothing, when: When::Thoroughly, measure: users::of_many },
    Group {
        name: "many-users-postgres",
        needs: Needs::Postgres,
        when: When::Thoroughly,
        measure: users::of_many_on_postgres,
    },
];

#[derive(Args, Clone)]
pub(crate) struct Options {
    /// Fewer and shorter rounds on less data, without the slow groups: two minutes once everything is built.
    #[arg(long)]
    quick: bool,
    /// Only these groups.
    #[arg(long, value_delimiter = ',', value_parser = GROUPS.map(|group| group.name))]
    only: Vec<String>,
    /// Number of users on the large server [default: 100000, or 5000 with --quick]
    #[arg(long)]
    users: Option<u32>,
    /// Number of users on the largest server, on SQLite [default: 1000000, or 20000 with --quick]
    #[arg(long)]
    many_users: Option<u32>,
    /// Another build of the server that some rows are compared with
    #[arg(long, value_name = "EXECUTABLE")]
    before: Option<PathBuf>,
    /// Number of rounds [default: 7, or 3 with --quick]
    #[arg(long)]
    rounds: Option<u32>,
}

impl Options {
    fn wants(&self, group: &Group) -> bool {
        if self.only.is_empty() {
            return !self.quick || group.when == When::Always;
        }
        self.only.iter().any(|name| name == group.name)
    }
}

/// The amount of work to measure.
#[derive(Clone, Copy)]
struct Plan {
    rounds: u32,
    /// Seconds per turn.
    seconds: u32,
    users: u32,
    /// Number of users on the largest server.
    many_users: u32,
    /// Number of members of the large organization.
    members: u32,
    /// Webhooks per turn.
    deliveries: u32,
}

impl Plan {
    fn of(options: &Options) -> Self {
        let plan = if options.quick {
            Self {
                rounds: 3,
                seconds: 1,
                users: 5_000,
                many_users: 20_000,
                members: 2_000,
                deliveries: 1_000,
            }
        } else {
            Self {
                rounds: 7,
                seconds: 2,
                users: 100_000,
                many_users: 1_000_000,
                members: 10_000,
                deliveries: 5_000,
            }
        };
        Self {
            rounds: options.rounds.unwrap_or(plan.rounds),
            users: options.users.unwrap_or(plan.users),
            many_users: options.many_users.unwrap_or(plan.many_users),
            ..plan
        }
    }
}

/// Shared state of all groups.
struct Bench {
    plan: Plan,
    cores: Cores,
    wrk: Wrk,
    /// The load generator when cores aren't separated.
    shared_wrk: Wrk,
    built: Built,
    /// Another build of the server, to compare with.
    before: Option<PathBuf>,
    cluster: Option<Cluster>,
    folder: TempDir,
    names: Cell<u32>,
}

/// Runs the benchmarks and prints the table. Missing a target isn't an error.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("housekey-bench-").tempdir()?;
    let cores = Cores::find();
    let (wrk, shared_wrk) =
        (Wrk::prepare(folder.path(), cores)?, Wrk::prepare(folder.path(), cores.shared())?);
    let built = Built::build()?;
    let cluster = Programs::find().map(|programs| Cluster::start(&programs, &[])).transpose()?;
    let plan = Plan::of(options);
    let before = options.before.clone();
    let bench = Bench { plan, cores, wrk, shared_wrk, built, before, cluster, folder, names: Cell::new(0) };
    let mut table = Table::default();
    for group in GROUPS.iter().filter(|group| options.wants(group)) {
        if group.needs == Needs::Postgres && bench.cluster.is_none() {
            println!("{}: left out, Postgres is missing: apt-get install postgresql", group.name);
            continue;
        }
        println!("{} …", group.name);
        (group.measure)(&bench, &mut table)?;
    }
    println!("\n{table}\n{} rounds in turn, medians; {} budgets missed", plan.rounds, table.missed());
    Ok(())
}

impl Bench {
    /// An unused name.
    fn new_name(&self) -> String {
        self.names.set(self.names.get() + 1);
        format!("bench_{}", self.names.get())
    }

    /// `housekey-limits …` on the cores of the measured program.
    fn limit(&self, name: &str, cores: Cores) -> Command {
        let mut command = cores.measured(&self.built.limits);
        command.arg(name);
        command
    }

    /// The rate of a baseline that isn't a server.
    fn rate(&self, name: &str, cores: Cores, threads: usize, seconds: u32) -> Result<Sample> {
        let mut limit = self.limit(name, cores);
        let report = output(limit.args([threads.to_string(), seconds.to_string()]))?;
        let (rate, cpu) = report.split_once(' ').context("two numbers")?;
        Ok(Sample { cpu_microseconds: Some(cpu.parse()?), ..Sample::rate(rate.parse()?) })
    }

    /// On SQLite, server and load have a core each. With Postgres there are three programs, and none has its own.
    fn wrk(&self, engine: Engine) -> &Wrk {
        match engine {
            Engine::Sqlite => &self.wrk,
            Engine::Postgres => &self.shared_wrk,
        }
    }

    fn cores_of(&self, engine: Engine) -> Cores {
        match engine {
            Engine::Sqlite => self.cores,
            Engine::Postgres => self.cores.shared(),
        }
    }
}

/// `100,000`.
fn number(number: u32) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}
