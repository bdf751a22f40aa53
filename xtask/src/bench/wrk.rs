//! The load generator: wrk, light enough to share two cores with what it measures.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail, ensure};

use super::cores::Cores;
use crate::process::{output, program};

const SCRIPT: &str = include_str!("load.lua");
/// How to install it.
pub(super) const INSTALL: &str =
    "wrk makes the load and is missing: apt-get install wrk (https://github.com/wg/wrk)";

/// wrk with its script.
pub(super) struct Wrk {
    script: PathBuf,
    cores: Cores,
    runs: AtomicU32,
}

/// The requests to send. `{id}` in the path is replaced with an id from the file, `{n}` in the body with a unique
/// number.
#[derive(Clone, Default)]
pub(super) struct Requests {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: String,
    pub(super) ids: Option<PathBuf>,
    pub(super) connections: u32,
    /// Pause of each connection after a response.
    pub(super) pause_milliseconds: Option<u32>,
}

impl Requests {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), connections: 16, ..Self::default() }
    }

    pub(super) fn post(path: impl Into<String>, body: impl Into<String>) -> Self {
        Self { method: "POST", body: body.into(), ..Self::get(path) }
    }

    pub(super) fn of(self, ids: &Path) -> Self {
        Self { ids: Some(ids.to_owned()), ..self }
    }

    pub(super) fn connections(self, connections: u32) -> Self {
        Self { connections, ..self }
    }
}

/// The result.
pub(super) struct Load {
    pub(super) requests: f64,
    pub(super) per_second: f64,
    pub(super) p99_milliseconds: f64,
}

impl Wrk {
    pub(super) fn prepare(folder: &Path, cores: Cores) -> Result<Self> {
        // It prints its version and exits with an error, so only its presence can be checked.
        if program("wrk").arg("--version").output().is_err() {
            bail!("{INSTALL}");
        }
        let script = folder.join("load.lua");
        std::fs::write(&script, SCRIPT)?;
        Ok(Self { script, cores, runs: AtomicU32::new(0) })
    }

    /// Runs the load for some time. Any error response or lost connection is an error, because a server that refuses is
    /// fast.
    pub(super) fn load(&self, server: &str, secret: &str, requests: &Requests, seconds: u32) -> Result<Load> {
        let run = self.runs.fetch_add(1, Ordering::Relaxed);
        let mut wrk = self.cores.load_generator("wrk");
        wrk.args(["--threads", "1", "--latency", "--timeout", "10s"]);
        wrk.args(["--connections", &requests.connections.to_string(), "--duration", &format!("{seconds}s")]);
        wrk.arg("--script").arg(&self.script).args([server, "--"]);
        wrk.args([requests.method, &requests.path, &requests.body, secret]);
        wrk.arg(requests.ids.as_deref().unwrap_or(Path::new("")));
        wrk.arg(requests.pause_milliseconds.map(|pause| pause.to_string()).unwrap_or_default());
        wrk.arg(format!("{}-{run}", std::process::id()));
        read(&output(&mut wrk)?).with_context(|| format!("{} {}", requests.method, requests.path))
    }
}

fn read(report: &str) -> Result<Load> {
    let line =
        report.lines().find_map(|line| line.strip_prefix("RESULT ")).context("wrk reported nothing")?;
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let [requests, duration, p99, failed] = numbers[..] else { bail!("wrk reported {line:?}") };
    ensure!(requests > 0.0, "no request was answered");
    ensure!(failed <= 0.0, "{failed} of {requests} requests failed");
    Ok(Load { requests, per_second: requests / duration * 1e6, p99_milliseconds: p99 / 1000.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_read_and_failures_are_not_passed_over() {
        let load = read("Running 1s test\nRESULT 3000 1500000 2500 0\n").unwrap();
        assert_eq!((load.requests, load.per_second, load.p99_milliseconds), (3000.0, 2000.0, 2.5));

        for bad in ["RESULT 3000 1500000 2500 1", "RESULT 0 1500000 0 0", "no result"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
