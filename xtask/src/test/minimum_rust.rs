//! Checks that contract and client build with their minimum Rust version.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::report::Outcome;
use crate::process::{cargo, is_there, output, program, run};

/// Both have the same, because neither is useful without the other.
const PROMISING: [&str; 2] = ["housekey-contract", "housekey-sdk"];

pub(crate) fn check() -> Outcome {
    let version = match promised() {
        Ok(version) => version,
        Err(error) => return Outcome::Failed(format!("{error:#}")),
    };
    if !is_there(with(&version).arg("cargo")) {
        let how = format!("rustup toolchain install {version} --profile minimal");
        return Outcome::missing_from_rustup(&format!("Rust {version}"), &how);
    }
    let packages = PROMISING.into_iter().flat_map(|name| ["-p", name]);
    run(with(&version).args(["cargo", "check", "--quiet"]).args(packages)).into()
}

fn with(version: &str) -> Command {
    let mut rustup = program("rustup");
    rustup.args(["run", version]);
    rustup
}

/// The `rust-version` of both manifests.
fn promised() -> Result<String> {
    let metadata: Value =
        serde_json::from_str(&output(&mut cargo("metadata --no-deps --format-version 1"))?)?;
    let packages = metadata["packages"].as_array().context("cargo tells of no packages")?;
    let promise = |name: &str| {
        let package = packages.iter().find(|package| package["name"] == name);
        package.and_then(|package| package["rust_version"].as_str()).map(ToOwned::to_owned)
    };
    let [contract, sdk] = PROMISING.map(promise);
    ensure!(contract == sdk, "the contract promises Rust {contract:?}, the client {sdk:?}");
    sdk.context("the client promises no version of Rust")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_manifests_promise_the_same_version() {
        let version = promised().unwrap();

        assert!(version.starts_with("1."), "{version}");
    }
}
