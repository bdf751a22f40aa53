//! Every refusal against the published error codes.
//!
//! A refusal can't be made without a `Code`: the variant `Error::Refused` is non-exhaustive, so only the domain can make one, and
//! there, as the last test checks, only `error.rs` does, from a `Code`, which has one status. So `Code::ALL` is every refusal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use housekey_domain::error::Code;

/// Codes that are not published, or have another status, each with the reason.
const DIFFERENCES: [(Code, &str); 14] = [
    (Code::InvalidClient, RFC_6749),
    (Code::InvalidGrant, RFC_6749),
    (Code::InvalidRedirectUri, RFC_6749),
    (Code::InvalidRequest, RFC_6749),
    (Code::InvalidScope, RFC_6749),
    (Code::UnsupportedGrantType, RFC_6749),
    (Code::UnsupportedResponseType, RFC_6749),
    (Code::RequestNotSupported, "OpenID Connect names it (Core, 3.1.2.6)"),
    (Code::RequestUriNotSupported, "OpenID Connect names it (Core, 3.1.2.6)"),
    (Code::InvalidToken, "RFC 6750 names it, for bearer tokens"),
    (Code::MethodNotAllowed, "HTTP names it; Clerk answers 404, which hides the mistake"),
    (Code::RequestTimeout, "HTTP names it; Clerk's proxy closes such connections"),
    (Code::SessionOfBannedUser, "a 401 tells browsers that they are signed out, a 403 would not"),
    (Code::TooManyRequests, "Clerk's rate limiter stands before all APIs, so the list names none for it"),
];
const RFC_6749: &str = "RFC 6749 and its descendants name it, for OAuth clients";

/// The APIs that use each published code with each status.
fn published() -> BTreeMap<(&'static str, u16), &'static str> {
    let rows = include_str!("../../../facts/error-codes.tsv").lines().skip(1);
    let rows = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| Some(((row[0], row[1].parse().ok()?), row[2]))).collect()
}

/// The sources of domain and server, by path, without the definition of the codes.
fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if !path.ends_with("error/code.rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }

    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for name in ["domain", "server"] {
        collect(&crates.join(name).join("src"), &mut found);
    }
    found
}

#[test]
fn every_code_is_published_with_its_status_or_differs_for_a_reason() {
    let published = published();
    for code in Code::ALL {
        let apis = published.get(&(code.as_str(), code.status()));
        let is_published = apis.is_some_and(|apis| *apis != "-");
        let differs = DIFFERENCES.iter().any(|(different, _)| different == code);
        assert!(is_published || differs, "{code:?}: {} {} is not published", code.as_str(), code.status());
        assert!(!(is_published && differs), "{code:?} is published: it is no difference");
    }
}

#[test]
fn every_code_is_used() {
    let sources = sources();
    for code in Code::ALL {
        let name = format!("Code::{code:?}");
        let is_there = |text: &str| {
            text.match_indices(&name)
                .any(|(at, _)| !text[at + name.len()..].starts_with(|next: char| next.is_alphanumeric()))
        };
        assert!(sources.iter().any(|(_, text)| is_there(text)), "{name} is not used");
    }
}

/// Whether the text makes an error by hand. Patterns, which look much the same, name `errors` without a value.
fn makes_refusals(text: &str) -> bool {
    ["ApiError {", "Refusal::injected(", "Refused { status:"].iter().any(|made| text.contains(made))
}

#[test]
fn refusals_are_made_of_codes_alone() {
    let makers: BTreeSet<_> =
        sources().iter().filter(|(_, text)| makes_refusals(text)).map(|(path, _)| path.clone()).collect();
    assert_eq!(makers.len(), 1, "{makers:?}");
    assert!(makers.iter().all(|path| path.ends_with("domain/src/error.rs")), "{makers:?}");
}
