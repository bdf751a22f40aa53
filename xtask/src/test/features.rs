//! Whether the client builds with few of its features, as its front page says it does.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{cargo, output, run};

/// What programs are likely to name together.
const TOGETHER: [&str; 3] =
    ["users,sessions,organizations", "users,sessions,webhooks", "users,invitations,oauth"];

/// Checks the contract and the client with no group of resources, with each alone and with some together.
pub(crate) fn check() -> Result<()> {
    let groups = groups()?;
    let alone = groups.iter().map(String::as_str);
    for features in [""].into_iter().chain(alone).chain(TOGETHER) {
        let mut clippy =
            cargo("clippy --quiet -p housekey-contract -p housekey-sdk --lib --no-default-features");
        run(clippy.args(["--features", features, "--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// The features that `default` of the contract is made of.
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
