//! Checks that the client builds with few features, as documented.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{cargo, output, run};

/// Features that are likely to be combined.
const TOGETHER: [&str; 3] =
    ["users,sessions,organizations", "users,sessions,webhook-events", "users,invitations,oauth"];

/// The supported frameworks.
const FRAMEWORKS: [&str; 5] = ["actix-web", "axum", "poem", "rocket", "tower"];

/// Features of request authentication.
const AUTHENTICATION: [&str; 3] = ["authentication", "handshake", "machine-tokens"];

/// Checks the client without any group of resources, with each alone, with some together, in each framework, with each
/// part of authentication, and with each TLS provider. Without AWS-LC, tokens are verified differently, so those tests
/// run too.
pub(crate) fn check() -> Result<()> {
    let groups = groups()?;
    let alone = groups.iter().map(String::as_str);
    let parts = FRAMEWORKS.into_iter().chain(AUTHENTICATION);
    for features in ["rustls-ring"].into_iter().chain(alone).chain(TOGETHER).chain(parts) {
        clippy(&format!("rustls-no-provider,{features}"))?;
    }
    clippy("rustls-aws-lc")?;
    let features =
        "--no-default-features --features handshake,machine-tokens,resources,rustls-ring,webhook-events";
    run(&mut cargo(&format!("test --quiet -p housekey-sdk --lib --test auth {features}")))
}

fn clippy(features: &str) -> Result<()> {
    let clippy = "clippy --quiet -p housekey-sdk --lib --no-default-features --features";
    run(&mut cargo(&format!("{clippy} {features} -- -D warnings")))
}

/// The features in the contract's `default`.
fn groups() -> Result<Vec<String>> {
    let metadata: Value =
        serde_json::from_str(&output(&mut cargo("metadata --no-deps --format-version 1"))?)?;
    let packages = metadata["packages"].as_array().context("cargo tells of no packages")?;
    let contract = packages.iter().find(|package| package["name"] == "housekey-contract");
    let features = contract.context("the contract is gone")?["features"]["default"].clone();
    Ok(serde_json::from_value(features)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_those_of_the_contract() {
        let groups = groups().unwrap();

        assert!(groups.iter().any(|group| group == "users"), "{groups:?}");
        for feature in TOGETHER.iter().flat_map(|together| together.split(',')) {
            assert!(groups.iter().any(|group| group == feature), "{feature}");
        }
    }
}
