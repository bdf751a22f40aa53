//! Third-party client libraries, each driven by its suite in clients/.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::report::Outcome;
use crate::openapi;
use crate::postgres::Cluster;
use crate::process::{cargo, is_there, output, program, run};

pub(crate) struct Client {
    pub(crate) name: &'static str,
    /// The suite's folder in clients/.
    folder: &'static str,
    /// The file that a suite needs to exist.
    entry: &'static str,
    /// Required tools, and how to install them.
    tools: &'static [(&'static str, &'static str)],
}

pub(super) const PYTHON: (&str, &str) = ("python3", "apt-get install python3 python3-venv");
pub(super) const NODE: (&str, &str) = ("node", "apt-get install nodejs npm (20 or newer)");
const CHROMIUM: (&str, &str) = ("chromium", "apt-get install chromium");

const GO: (&str, &str) = ("go", "apt-get install golang-go");

pub(crate) const ALL: [Client; 7] = [
    Client { name: "Python client", folder: "python", entry: "run", tools: &[PYTHON] },
    Client { name: "JavaScript client", folder: "javascript", entry: "run", tools: &[NODE] },
    Client {
        name: "clerk-rs client",
        folder: "rust",
        entry: "Cargo.toml",
        tools: &[(env!("CARGO"), "https://rustup.rs")],
    },
    Client { name: "Go client, replayed", folder: "go", entry: "run", tools: &[GO, PYTHON] },
    Client { name: "C# client, replayed", folder: "csharp", entry: "run", tools: &[PYTHON] },
    Client {
        name: "OpenID Connect clients in a browser",
        folder: "oidc",
        entry: "run",
        tools: &[NODE, PYTHON, CHROMIUM],
    },
    Client {
        name: "receivers of webhooks",
        folder: "webhooks",
        entry: "run",
        tools: &[NODE, PYTHON, CHROMIUM],
    },
];

/// Not a client: it knows only the API's description.
pub(crate) const SCHEMATHESIS: Client =
    Client { name: "schemathesis", folder: "schemathesis", entry: "run", tools: &[PYTHON] };

/// Compares the official client's request authentication with the SDK's.
pub(crate) const DECISIONS: Client =
    Client { name: "decisions about requests", folder: "decisions", entry: "run", tools: &[NODE] };

/// Official packages for web frameworks. What they ask of the database, the JavaScript client asks too.
pub(crate) const FRAMEWORKS: Client =
    Client { name: "web frameworks", folder: "frameworks", entry: "run", tools: &[NODE, PYTHON] };

impl Client {
    /// Runs the suite against `server`, on its own database.
    pub(crate) fn run(&self, server: &Result<PathBuf>, cluster: Option<&Cluster>) -> Outcome {
        let entry = format!("clients/{}/{}", self.folder, self.entry);
        if !crate::project_root().join(&entry).is_file() {
            return Outcome::Missing(format!("{entry} does not exist"));
        }
        if let Some((tool, how)) = self.tools.iter().find(|(tool, _)| !is_installed(tool)) {
            return Outcome::missing(tool, how);
        }
        let server = match server {
            Ok(path) => path,
            Err(error) => return Outcome::Failed(format!("{error:#}")),
        };
        let openapi = match openapi::write() {
            Ok(path) => path,
            Err(error) => return Outcome::Failed(format!("{error:#}")),
        };
        let mut suite = self.suite(&entry);
        suite.env("HOUSEKEY_BIN", server).env("HOUSEKEY_OPENAPI", openapi);
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

/// Go has a command where other programs have a flag.
fn is_installed(tool: &str) -> bool {
    match tool {
        "go" => output(program("go").arg("version")).is_ok(),
        _ => is_there(&mut program(tool)),
    }
}
