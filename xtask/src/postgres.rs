//! A temporary Postgres cluster on a free port, deleted on drop.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::process::{is_there, output, program, run};

const PATIENCE: Duration = Duration::from_millis(100);
const ATTEMPTS: usize = 300;
/// For clusters that needn't survive a crash: skips waiting for the disk.
pub(crate) const UNSYNCED: &[&str] = &["fsync=off"];

pub(crate) struct Cluster {
    programs: Programs,
    folder: TempDir,
    port: u16,
    server: Child,
}

/// Where Postgres is installed, and which user it runs as.
#[derive(Clone)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// Postgres refuses to run as root.
    as_root: bool,
}

impl Programs {
    /// Looks where `pg_config` points, then where Debian installs it; `None` if there is no usable installation.
    pub(crate) fn find() -> Option<Self> {
        let folder = newest(told().into_iter().chain(debian()))?;
        let as_root = output(program("id").arg("-u")).ok()? == "0";
        let usable = !as_root || is_there(&mut program("runuser"));
        usable.then_some(Self { folder, as_root })
    }

    /// A client program, such as `createdb`.
    pub(crate) fn program(&self, name: &str) -> Command {
        program(self.folder.join(name))
    }

    /// A program that accesses the cluster's files.
    fn owner_program(&self, name: &str) -> Command {
        if !self.as_root {
            return self.program(name);
        }
        let mut command = program("runuser");
        command.args(["-u", "postgres", "--"]).arg(self.folder.join(name));
        command
    }
}

fn told() -> Option<PathBuf> {
    output(program("pg_config").arg("--bindir")).ok().map(PathBuf::from)
}

fn debian() -> Vec<PathBuf> {
    let Ok(versions) = fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut folders: Vec<_> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders
}

fn newest(mut folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    folders.find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

impl Cluster {
    /// Creates a cluster with these additional settings, and waits until it responds.
    pub(crate) fn start(programs: &Programs, settings: &[&str]) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("housekey-pg-").tempdir()?;
        if programs.as_root {
            run(program("chown").arg("postgres").arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        let mut initialize = programs.owner_program("initdb");
        let flags = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "--pgdata",
        ];
        output(initialize.args(flags).arg(&data).current_dir(folder.path()))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = File::create(folder.path().join("log"))?;
        let server =
            serve(programs, folder.path(), port, settings).stdout(log.try_clone()?).stderr(log).spawn()?;
        let mut cluster = Self { programs: programs.clone(), folder, port, server };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        for _ in 0..ATTEMPTS {
            if output(&mut self.client("pg_isready")).is_ok() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(PATIENCE);
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        bail!("Postgres did not start:\n{log}")
    }

    /// The URL of a database of this cluster.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Creates an empty database and returns its URL.
    pub(crate) fn create_database(&self, name: &str) -> Result<String> {
        output(self.client("createdb").arg(name)).context("creating a database")?;
        Ok(self.url(name))
    }

    /// A client program for this cluster, such as `psql`.
    pub(crate) fn client(&self, name: &str) -> Command {
        let mut command = self.programs.program(name);
        command.args(["--host=127.0.0.1", "--username=postgres"]).arg(format!("--port={}", self.port));
        command
    }
}

/// The server as a child process, so that Ctrl-C stops both.
fn serve(programs: &Programs, folder: &Path, port: u16, settings: &[&str]) -> Command {
    let mut command = programs.owner_program("postgres");
    command.current_dir(folder).arg("-D").arg(folder.join("data"));
    command.arg("-p").arg(port.to_string()).arg("-k").arg(folder);
    for setting in ["listen_addresses=127.0.0.1", "max_connections=300"].iter().chain(settings) {
        command.args(["-c", setting]);
    }
    command
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.programs.owner_program("pg_ctl");
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.folder.path().join("data"));
        if let Err(error) = output(stop.current_dir(self.folder.path())) {
            eprintln!("warning: Postgres was not stopped: {error:#}");
        }
        if let Err(error) = self.server.wait() {
            eprintln!("warning: Postgres did not end: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() {
        let Some(programs) = Programs::find() else {
            eprintln!("left out: Postgres is not installed");
            return;
        };
        let cluster = Cluster::start(&programs, UNSYNCED).unwrap();
        let (folder, port) = (cluster.folder.path().to_owned(), cluster.port);
        let url = cluster.create_database("guests").unwrap();

        let one = output(
            programs
                .program("psql")
                .args([url.as_str(), "--no-align", "--tuples-only"])
                .args(["--command", "SELECT current_database()"]),
        );
        assert_eq!(one.unwrap(), "guests");

        drop(cluster);
        assert!(!folder.exists());
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }
}
