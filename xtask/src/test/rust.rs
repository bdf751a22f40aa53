//! The parts run by cargo.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::postgres::Cluster;
use crate::process::{built, cargo, is_there, run};

/// The packages whose tests open a database.
const ON_THE_STORE: [&str; 3] = ["housekey-store", "housekey-domain", "housekey-server"];
/// The variable with the URL of a Postgres server where tests may create databases.
const POSTGRES: &str = "HOUSEKEY_TEST_POSTGRES";

pub(crate) fn formatting() -> Result<()> {
    run(&mut cargo("fmt --all --check"))
}

pub(crate) fn clippy() -> Result<()> {
    run(&mut cargo("clippy --workspace --all-targets -- -D warnings"))
}

/// Builds the documentation as docs.rs would, to check its links.
pub(crate) fn documentation() -> Result<()> {
    let packages = "-p housekey-contract -p housekey-sdk -p housekey-testing";
    let mut doc = cargo(&format!("doc --quiet --no-deps --all-features {packages}"));
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

pub(crate) fn documentation_tests() -> Result<()> {
    // The contract's examples are run by housekey-examples; with `--doc`, cargo would also run them without the test
    // server.
    run(cargo("test --workspace --exclude housekey-contract --doc").env_remove(POSTGRES))
}

/// Everything except doc examples.
pub(crate) fn tests_on_sqlite(as_ci: bool) -> Result<()> {
    run(tests(as_ci, None).env_remove(POSTGRES))
}

pub(crate) fn tests_on_postgres(cluster: &Cluster, as_ci: bool) -> Result<()> {
    run(tests(as_ci, Some(&ON_THE_STORE)).env(POSTGRES, cluster.url("postgres")))
}

fn tests(as_ci: bool, packages: Option<&[&str]>) -> Command {
    if has_nextest() { nextest(as_ci, packages) } else { cargo_test(packages) }
}

fn has_nextest() -> bool {
    is_there(&mut cargo("nextest"))
}

/// Packages are selected by a filter rather than `-p`, which would rebuild dependencies with fewer features.
fn nextest(as_ci: bool, packages: Option<&[&str]>) -> Command {
    let mut command = cargo("nextest run --workspace");
    if as_ci {
        command.args(["--profile", "ci"]);
    }
    if let Some(packages) = packages {
        let filter: Vec<_> = packages.iter().map(|name| format!("package({name})")).collect();
        command.arg("--filterset").arg(filter.join(" + "));
    }
    command
}

fn cargo_test(packages: Option<&[&str]>) -> Command {
    let mut command = cargo("test --lib --bins --tests --no-fail-fast");
    match packages {
        Some(packages) => command.args(packages.iter().flat_map(|name| ["-p", *name])),
        None => command.arg("--workspace"),
    };
    command
}

/// Builds the server and returns its path.
pub(crate) fn build_server() -> Result<PathBuf> {
    built(&mut cargo("build --workspace --bin housekey"), "housekey")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_is_chosen_by_a_filter() {
        let command = format!("{:?}", nextest(false, Some(&["a", "b"])));

        assert!(command.contains(r#""--workspace" "--filterset" "package(a) + package(b)""#), "{command}");
    }
}
