//! A Housekey server with its own data, on one of the engines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Bench;
use super::cores::Cores;
use super::server::{SECRET, Server, free_address};
use crate::process::{output, program};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "Postgres",
        }
    }
}

pub(super) struct Home {
    pub(super) server: Server,
    pub(super) engine: Engine,
    pub(super) folder: PathBuf,
    /// Name of the database, on Postgres.
    pub(super) database: String,
    /// URL of the database, on Postgres.
    database_url: Option<String>,
}

impl Home {
    /// Starts an empty server.
    pub(super) fn open(bench: &Bench, engine: Engine) -> Result<Self> {
        Self::open_on(bench, engine, bench.cores_of(engine))
    }

    pub(super) fn open_on(bench: &Bench, engine: Engine, cores: Cores) -> Result<Self> {
        Self::open_with(bench, &bench.built.server, engine, cores)
    }

    fn open_with(bench: &Bench, executable: &Path, engine: Engine, cores: Cores) -> Result<Self> {
        let database = bench.new_name();
        let folder = bench.folder.path().join(&database);
        let url = match (engine, &bench.cluster) {
            (Engine::Sqlite, _) => None,
            (Engine::Postgres, cluster) => {
                Some(cluster.as_ref().context("Postgres is not there")?.create_database(&database)?)
            }
        };
        let server = start_build(executable, &folder, url.as_deref(), cores)?;
        Ok(Self { server, engine, folder, database, database_url: url })
    }

    /// Starts an empty server of the build that this one is compared with, if there is one.
    pub(super) fn open_before(bench: &Bench, engine: Engine) -> Result<Option<Self>> {
        let Some(before) = &bench.before else { return Ok(None) };
        Self::open_with(bench, before, engine, bench.cores_of(engine)).map(Some)
    }

    /// `housekey …` with the server's data.
    pub(super) fn command(&self, bench: &Bench) -> Command {
        let mut command = program(&bench.built.server);
        command.arg("--data").arg(&self.folder);
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url]);
        }
        command
    }

    /// Creates users, numbered from `from`, and returns the file of their ids.
    pub(super) fn fill(&self, bench: &Bench, from: u32, count: u32) -> Result<PathBuf> {
        self.fill_with(bench, from, count, &[])
    }

    /// The same with options of `housekey-limits fill`; with `--sessions`, the ids are those of sessions.
    pub(super) fn fill_with(
        &self,
        bench: &Bench,
        from: u32,
        count: u32,
        options: &[&str],
    ) -> Result<PathBuf> {
        let mut fill = bench.limit("fill", bench.cores.shared());
        fill.args([&self.server.url, SECRET, &count.to_string(), "--from", &from.to_string()]);
        let ids = output(fill.args(options))?;
        let path = self.folder.join(format!("ids-{from}"));
        fs::write(&path, ids)?;
        Ok(path)
    }
}

/// Starts the server with the existing data in a folder.
pub(super) fn start(
    bench: &Bench,
    folder: &Path,
    database_url: Option<&str>,
    cores: Cores,
) -> Result<Server> {
    start_build(&bench.built.server, folder, database_url, cores)
}

fn start_build(executable: &Path, folder: &Path, database_url: Option<&str>, cores: Cores) -> Result<Server> {
    fs::create_dir_all(folder)?;
    let address = free_address()?;
    let mut command = cores.measured(executable);
    command.args(["serve", "--secret-key", SECRET, "--listen", &address.to_string(), "--data"]).arg(folder);
    if let Some(url) = database_url {
        command.args(["--database-url", url]);
    }
    Server::start(&mut command, address, &folder.join("log"))
}

/// Starts bare axum, which always responds with `body`.
pub(super) fn start_axum(bench: &Bench, engine: Engine, body: &[u8]) -> Result<Server> {
    let (name, address) = (bench.new_name(), free_address()?);
    let path = bench.folder.path().join(&name);
    fs::write(&path, body)?;
    let mut command = bench.limit("web", bench.cores_of(engine));
    command.arg(address.to_string()).arg(&path);
    Server::start(&mut command, address, &path.with_extension("log"))
}

/// Some lines of a file of ids.
pub(super) fn some_ids(ids: &Path, count: usize) -> Result<Vec<String>> {
    Ok(fs::read_to_string(ids)?.lines().take(count).map(str::to_owned).collect())
}
