//! Start-up time of test servers.

use anyhow::{Context, Result};

use super::Bench;
use super::table::{Row, Table};
use crate::process::{built, cargo, output};

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    // Built as for tests.
    let example = built(&mut cargo("build -p housekey-testing --example start_time"), "start_time")?;
    let report = output(&mut bench.cores.measured(&example))?;
    let times = Times::read(&report).with_context(|| format!("these are no times:\n{report}"))?;
    let row = Row::at_most("TestServer::start, unoptimized: the slowest of 30", times.slowest, 50.0, "ms");
    table.add(row.beside(format!("median {:.1} ms", times.median)));
    Ok(())
}

/// Milliseconds.
#[derive(Debug, PartialEq)]
struct Times {
    median: f64,
    slowest: f64,
}

impl Times {
    fn read(report: &str) -> Option<Self> {
        let started = report.lines().find_map(|line| line.strip_prefix("started: "))?;
        let after = |word: &str| -> Option<f64> {
            let (_, rest) = started.split_once(word)?;
            rest.trim_start().split_once(" ms")?.0.parse().ok()
        };
        Some(Self { median: after("median")?, slowest: after("slowest")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_report_is_read() {
        let report =
            "started: first 30.5 ms · median 14.9 ms · slowest 31.0 ms\nfirst answer to a client: none\n";

        assert_eq!(Times::read(report), Some(Times { median: 14.9, slowest: 31.0 }));
        assert_eq!(Times::read("started: never"), None);
    }
}
