//! Supply-chain checks; the rules are in deny.toml.

use super::report::Outcome;
use crate::process::{cargo, is_there, output, run};

const HOW: &str = "cargo install cargo-deny --locked";

pub(crate) fn check() -> Outcome {
    if !is_there(&mut cargo("deny")) {
        return Outcome::missing("cargo-deny", HOW);
    }
    run(&mut cargo("deny check bans licenses sources")).into()
}

/// The advisory database is on GitHub; if that is unreachable, the check is skipped.
pub(crate) fn advisories() -> Outcome {
    if !is_there(&mut cargo("deny")) {
        return Outcome::missing("cargo-deny", HOW);
    }
    if let Err(error) = output(&mut cargo("deny fetch db")) {
        let complaint = error.to_string();
        let reason = complaint.lines().last().unwrap_or_default();
        return Outcome::Unreachable(format!("the advisory database could not be fetched ({reason})"));
    }
    run(&mut cargo("deny check --disable-fetch advisories")).into()
}
