//! Semver checks of contract and client.
//!
//! A breaking change bumps the version in the workspace's manifest, so the commit that last changed it is the baseline.

use anyhow::{Result, ensure};

use super::report::Outcome;
use crate::process::{cargo, is_there, output, program, run};

const HOW: &str = "cargo install cargo-semver-checks --locked";

pub(crate) fn check() -> Outcome {
    if !is_there(&mut cargo("semver-checks")) {
        return Outcome::missing("cargo-semver-checks", HOW);
    }
    match last_raised() {
        Ok(commit) => compare(&commit).into(),
        // A source archive or shallow clone: the baseline isn't available.
        Err(_) if !has_history() => {
            Outcome::Unreachable("the history of the version is not here: git fetch --unshallow".to_owned())
        }
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

fn compare(commit: &str) -> Result<()> {
    let packages = "-p housekey-contract -p housekey-sdk";
    // Additions need no new version.
    run(&mut cargo(&format!("semver-checks {packages} --baseline-rev {commit} --release-type minor")))
}

/// The commit that last changed the version. In a shallow clone, git would return its first commit.
fn last_raised() -> Result<String> {
    let mut log = program("git");
    log.args(["log", "-1", "--format=%H", "-G^version = ", "HEAD", "--", "Cargo.toml"]);
    let commit = output(&mut log)?;
    let parents = output(program("git").args(["log", "-1", "--format=%P", &commit]))?;
    ensure!(!parents.is_empty() || has_history(), "the history does not reach back to it");
    Ok(commit)
}

fn has_history() -> bool {
    output(program("git").args(["rev-parse", "--is-shallow-repository"]))
        .is_ok_and(|answer| answer == "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commit_that_is_compared_with_wrote_the_version() {
        let Ok(commit) = last_raised() else { return assert!(!has_history()) };
        let change = output(program("git").args(["show", "--format=", &commit, "--", "Cargo.toml"])).unwrap();

        assert!(change.lines().any(|line| line.starts_with("+version = ")), "{commit}");
    }
}
