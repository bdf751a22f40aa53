//! The cost of the SDK to its callers.

use anyhow::{Context, Result};

use super::home::{Engine, Home, some_ids, start_axum};
use super::sample::median;
use super::table::{Row, Table};
use super::{Bench, sample::Sample, sample::Samples};
use crate::process::output;

const CALLS: u32 = 10_000;

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    verification(bench, table)?;
    calls(bench, table)
}

/// The SDK's own example alternates the bare check and its calls.
fn verification(bench: &Bench, table: &mut Table) -> Result<()> {
    let mut example = bench.cores.measured(&bench.built.verification);
    let report = output(example.arg((bench.plan.rounds * bench.plan.seconds).to_string()))?;
    let rate = |name: &str| line(&report, name).with_context(|| format!("{name:?} is not in:\n{report}"));
    let (fresh, share) = rate("verify_token, nothing remembered")?;
    let (repeated, _) = rate("verify_token, repeated")?;
    let samples = |rate| Samples(vec![Sample::rate(rate)]);
    // The example's ratio is the median of its many short rounds.
    let limit = samples(fresh / share);
    table.add(Row::share("SDK verify_token", &samples(fresh), ("raw RSA verification", &limit), 0.95));
    table.add(Row::rate("SDK verify_token, a token seen before", &samples(repeated), 1e6));
    Ok(())
}

/// Rate and relative rate in a line of the report.
fn line(report: &str, name: &str) -> Option<(f64, f64)> {
    let rest = report.lines().find_map(|line| line.strip_prefix(name))?;
    let (rate, rest) = rest.split_once("/s")?;
    let percent: f64 = rest.split_once('%')?.0.trim().parse().ok()?;
    Some((rate.trim().parse().ok()?, percent / 100.0))
}

/// Against a response from memory, so that only the client's time counts.
fn calls(bench: &Bench, table: &mut Table) -> Result<()> {
    let home = Home::open(bench, Engine::Sqlite)?;
    let id = some_ids(&home.fill(bench, 0, 1)?, 1)?.pop().context("nobody was created")?;
    let axum = start_axum(bench, Engine::Sqlite, &home.server.get(&format!("/v1/users/{id}"))?)?;
    let mut costs = Vec::new();
    for _ in 0..bench.plan.rounds {
        let mut calls = bench.cores.load_generator(&bench.built.limits);
        costs.push(output(calls.args(["calls", &axum.url, &CALLS.to_string()]))?.parse::<f64>()?);
    }
    table.add(Row::at_most("SDK users.get: CPU of the client per call", median(costs), 25.0, "µs"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_report_is_read() {
        let report = "verify_token, repeated       1234567/s    2100.0 % of raw\n";

        assert_eq!(line(report, "verify_token, repeated"), Some((1_234_567.0, 21.0)));
        assert_eq!(line(report, "verify_token, never"), None);
    }
}
