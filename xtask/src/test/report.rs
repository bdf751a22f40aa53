//! The results of a run's parts.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::program;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    /// A tool isn't installed; the text says which and how to install it.
    Missing(String),
    /// A resource outside of this machine is unreachable.
    Unreachable(String),
}

impl Outcome {
    pub(crate) fn missing(tool: &str, how: &str) -> Self {
        Self::Missing(format!("{tool} is missing: {how}"))
    }

    /// Something rustup would download: another toolchain or target.
    pub(crate) fn missing_from_rustup(what: &str, how: &str) -> Self {
        // Exit code 100 means that an update is available, which proves that the server was reached.
        let is_reachable = program("rustup").arg("check").output();
        if is_reachable.is_ok_and(|output| matches!(output.status.code(), Some(0 | 100))) {
            return Self::missing(what, how);
        }
        Self::Unreachable(format!("{what} is not there, and rustup can't reach its server to fetch it"))
    }
}

impl From<Result<()>> for Outcome {
    fn from(result: Result<()>) -> Self {
        match result {
            Ok(()) => Self::Passed,
            Err(error) => Self::Failed(format!("{error:#}")),
        }
    }
}

pub(crate) struct Report {
    /// Whether a missing tool is a failure.
    all: bool,
    parts: Vec<Part>,
}

struct Part {
    name: String,
    outcome: Outcome,
    time: Duration,
}

impl Report {
    pub(crate) fn new(all: bool) -> Self {
        Self { all, parts: Vec::new() }
    }

    /// Runs a part and records its result.
    pub(crate) fn part(&mut self, name: &str, work: impl FnOnce() -> Outcome) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        if let Outcome::Failed(reason) = &outcome {
            println!("failed: {reason}");
        }
        self.add(name, outcome, start.elapsed());
    }

    fn add(&mut self, name: &str, outcome: Outcome, time: Duration) {
        let outcome = match outcome {
            Outcome::Missing(reason) if self.all => Outcome::Failed(reason),
            other => other,
        };
        self.parts.push(Part { name: name.to_owned(), outcome, time });
    }

    /// Prints the summary; the last line is the count.
    pub(crate) fn finish(self) -> ExitCode {
        println!("\n{}", self.summary());
        if self.count(|outcome| matches!(outcome, Outcome::Failed(_))) == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn summary(&self) -> String {
        let lines = self.parts.iter().map(Part::line);
        let passed = self.count(|outcome| *outcome == Outcome::Passed);
        let failed = self.count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let skipped = self.parts.len() - passed - failed;
        let count = format!("{passed} passed, {failed} failed, {skipped} skipped");
        lines.chain([count]).collect::<Vec<_>>().join("\n")
    }

    fn count(&self, is_meant: impl Fn(&Outcome) -> bool) -> usize {
        self.parts.iter().filter(|part| is_meant(&part.outcome)).count()
    }
}

impl Part {
    fn line(&self) -> String {
        let (word, reason) = match &self.outcome {
            Outcome::Passed => ("passed", None),
            Outcome::Failed(reason) => ("failed", Some(reason)),
            Outcome::Missing(reason) | Outcome::Unreachable(reason) => ("left out", Some(reason)),
        };
        let line = format!("{word:<8} {:>4} s  {}", self.time.as_secs(), self.name);
        match reason.and_then(|reason| reason.lines().next()) {
            Some(reason) => format!("{line}: {reason}"),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(all: bool) -> Report {
        let mut report = Report::new(all);
        let time = Duration::from_secs(7);
        report.add("clippy", Outcome::Passed, time);
        report.add("python", Outcome::missing("python3", "apt-get install python3"), time);
        report.add("advisories", Outcome::Unreachable("no way to the database\nat all".to_owned()), time);
        report
    }

    #[test]
    fn a_missing_tool_is_named_and_leaves_its_part_out() {
        let report = report(false);

        assert_eq!(
            report.summary(),
            "passed      7 s  clippy\n\
             left out    7 s  python: python3 is missing: apt-get install python3\n\
             left out    7 s  advisories: no way to the database\n\
             1 passed, 0 failed, 2 skipped"
        );
        assert_eq!(report.finish(), ExitCode::SUCCESS);
    }

    #[test]
    fn a_missing_tool_fails_when_all_is_asked_for() {
        let report = report(true);

        assert!(report.summary().ends_with("\n1 passed, 1 failed, 1 skipped"));
        assert_eq!(report.finish(), ExitCode::FAILURE);
    }
}
