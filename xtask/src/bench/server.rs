//! A measured server process.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::sample::{Contestant, Sample};
use super::wrk::{Requests, Wrk};

/// The secret key of all servers here. It opens nothing beyond the run.
pub(super) const SECRET: &str = "sk_test_thisKeyOpensABenchmarkAndNothingElse";
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_micros(200);
/// Linux counts process times in hundredths of a second on all supported machines.
const TICKS_PER_SECOND: f64 = 100.0;

pub(super) struct Server {
    child: Child,
    pub(super) url: String,
    /// Time from start to the first response.
    pub(super) first_answer: Duration,
}

/// An unused address.
pub(super) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Server {
    /// Starts a server and waits for its first response. Its output goes to a file.
    pub(super) fn start(command: &mut Command, address: SocketAddr, log: &Path) -> Result<Self> {
        let file = File::create(log)?;
        let began = Instant::now();
        let child =
            command.stdout(file.try_clone()?).stderr(file).spawn().context("could not start a server")?;
        let mut server = Self { child, url: format!("http://{address}"), first_answer: Duration::ZERO };
        while began.elapsed() < PATIENCE {
            if server.get("/health").is_ok() {
                server.first_answer = began.elapsed();
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(GLANCE);
        }
        bail!("a server did not start:\n{}", fs::read_to_string(log)?)
    }

    /// The body of a response, whatever its status.
    pub(super) fn get(&self, path: &str) -> Result<Vec<u8>> {
        let address = self.url.strip_prefix("http://").context("a local address")?;
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {SECRET}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").context("half an answer")?;
        Ok(answer.split_off(head + 4))
    }

    /// Runs the load once and measures its cost.
    pub(super) fn load(&self, wrk: &Wrk, requests: &Requests, seconds: u32) -> Result<Sample> {
        let before = self.cpu_seconds()?;
        let load = wrk.load(&self.url, SECRET, requests, seconds)?;
        Ok(Sample {
            per_second: load.per_second,
            p99_milliseconds: Some(load.p99_milliseconds),
            cpu_microseconds: Some((self.cpu_seconds()? - before) / load.requests * 1e6),
        })
    }

    pub(super) fn contestant<'a>(
        &'a self,
        wrk: &'a Wrk,
        requests: &'a Requests,
        seconds: u32,
    ) -> Contestant<'a> {
        Box::new(move || self.load(wrk, requests, seconds))
    }

    /// Resident memory.
    pub(super) fn memory_mebibytes(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kibibytes / 1024.0)
    }

    /// User and system time of all threads so far.
    pub(super) fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        cpu_seconds(&stat).with_context(|| format!("/proc/…/stat is {stat:?}"))
    }
}

/// Fields 14 and 15; the second field can contain anything between its parentheses.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / TICKS_PER_SECOND)
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_found_whatever_the_program_is_called() {
        let stat = "7 (a) b (c) S 1 1 1 0 -1 4194560 900 0 0 0 150 50 0 0 20 0 5 0 100 0 0";

        assert_eq!(cpu_seconds(stat), Some(2.0));
    }
}
