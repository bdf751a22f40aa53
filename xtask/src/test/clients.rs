//! Client libraries that others wrote, each driven by its suite under clients/.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::report::Outcome;
use crate::postgres::Cluster;
use crate::process::{cargo, is_there, program, run};

pub(crate) struct Client {
    pub(crate) name: &'static str,
    /// The suite's folder under clients/.
    folder: &'static str,
    /// The file there without which there is no suite.
    entry: &'static str,
    /// What the suite is run with, and how to get it.
    tool: &'static str,
    how: &'static str,
}

pub(crate) const ALL: [Client; 3] = [
    Client {
        name: "Python client",
        folder: "python",
        entry: "run",
        tool: "python3",
        how: "apt-get install python3 python3-venv",
    },
    Client {
        name: "JavaScript client",
        folder: "javascript",
        entry: "run",
        tool: "node",
        how: "apt-get install nodejs npm (20 or newer)",
    },
    Client {
        name: "clerk-rs client",
        folder: "rust",
        entry: "Cargo.toml",
        tool: env!("CARGO"),
        how: "https://rustup.rs",
    },
];

impl Client {
    /// Runs the suite against `server`, on a database of its own.
    pub(crate) fn run(&self, server: &Result<PathBuf>, cluster: Option<&Cluster>) -> Outcome {
        let entry = format!("clients/{}/{}", self.folder, self.entry);
        if !crate::project_root().join(&entry).is_file() {
            return Outcome::Missing(format!("{entry} does not exist"));
        }
        if !is_there(&mut program(self.tool)) {
            return Outcome::missing(self.tool, self.how);
        }
        let server = match server {
            Ok(path) => path,
            Err(error) => return Outcome::Failed(format!("{error:#}")),
        };
        let mut suite = self.suite(&entry);
        suite.env("HOUSEKEY_BIN", server);
        self.with_database(suite, cluster).into()
    }

    fn suite(&self, entry: &str) -> Command {
        if self.entry == "Cargo.toml" {
            return cargo(&format!("run --quiet --manifest-path {entry}"));
        }
        program(crate::project_root().join(entry))
    }

    fn with_database(&self, mut suite: Command, cluster: Option<&Cluster>) -> Result<()> {
        const URL: &str = "HOUSEKEY_DATABASE_URL";
        match cluster {
            None => suite.env_remove(URL),
            Some(cluster) => suite.env(URL, cluster.create_database(&format!("client_{}", self.folder))?),
        };
        run(&mut suite)
    }
}
