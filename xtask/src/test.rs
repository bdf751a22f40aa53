//! `cargo xtask test`: everything that must pass before a change is done.

mod clients;
mod deny;
mod features;
mod fuzzing;
mod minimum_rust;
mod report;
mod rust;
mod versions;
mod wasm;

use std::process::ExitCode;

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::floors;
use crate::postgres::{Cluster, Programs, UNSYNCED};
use report::{Outcome, Report};

#[derive(Args, Clone, Copy)]
pub(crate) struct Options {
    /// Inner loop: only floors and the Rust tests on `SQLite`
    #[arg(long)]
    quick: bool,
    /// Treat checks skipped because of missing tools as failures
    #[arg(long, env = "CI", hide_env_values = true, value_parser = FalseyValueParser::new())]
    all: bool,
}

impl Options {
    /// A minute per target in CI, a few seconds otherwise.
    const fn seconds_of_fuzzing(self) -> u32 {
        if self.all { 60 } else { 5 }
    }
}

/// Runs all parts, even after failures, and fails if any of them did.
pub(crate) fn run(options: Options) -> ExitCode {
    let mut report = Report::new(options.all);
    if options.quick {
        report.part("floors", || floors::run().into());
        report.part("Rust tests, SQLite", || rust::tests_on_sqlite(options.all).into());
        return report.finish();
    }
    report.part("formatting", || rust::formatting().into());
    report.part("clippy", || rust::clippy().into());
    report.part("features", || features::check().into());
    report.part("oldest Rust", minimum_rust::check);
    report.part("WebAssembly", wasm::check);
    report.part("floors", || floors::run().into());
    report.part("Rust tests, SQLite", || rust::tests_on_sqlite(options.all).into());
    report.part("fuzzing", || fuzzing::check(options.seconds_of_fuzzing()));
    report.part("documentation", || rust::documentation().into());
    report.part("documentation tests", || rust::documentation_tests().into());
    outside(&mut report, options);
    report.part("compatibility", versions::check);
    report.part("cargo deny", deny::check);
    report.part("cargo deny, advisories", deny::advisories);
    report.finish()
}

/// The parts that need Postgres or other languages.
fn outside(report: &mut Report, options: Options) {
    let cluster = Programs::find().map(|programs| Cluster::start(&programs, UNSYNCED));
    let cluster = match &cluster {
        None => Err(Outcome::missing("Postgres", "apt-get install postgresql (initdb and the server)")),
        Some(Err(error)) => Err(Outcome::Failed(format!("{error:#}"))),
        Some(Ok(cluster)) => Ok(cluster),
    };
    report.part("Rust tests, Postgres", || match &cluster {
        Ok(cluster) => rust::tests_on_postgres(cluster, options.all).into(),
        Err(outcome) => outcome.clone(),
    });

    let server = rust::build_server();
    for client in clients::ALL {
        report.part(&format!("{}, SQLite", client.name), || client.run(&server, None));
        report.part(&format!("{}, Postgres", client.name), || match &cluster {
            Ok(cluster) => client.run(&server, Some(cluster)),
            Err(outcome) => outcome.clone(),
        });
    }
    for client in [clients::FRAMEWORKS, clients::DECISIONS] {
        report.part(client.name, || client.run(&server, None));
    }
    report.part("schemathesis", || clients::SCHEMATHESIS.run(&server, None));
}
