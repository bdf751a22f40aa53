//! All operations, by name, method and path.

use std::collections::{BTreeMap, BTreeSet};

use housekey_contract::{Answer, Operation, Visitor, backend};

use crate::tables::{Facts, Operation as Fact, YEARS};

/// Operations named differently than in the facts, with the reason.
const RENAMED: &[(&str, &str)] = &[
    // The resource has only one operation; `jwks().get_jwks()` would be redundant.
    ("GET /jwks", "Get"),
];

/// What is still missing. The file may only shrink.
const UNSUPPORTED: &str = include_str!("../../../../facts/unsupported.txt");

#[test]
fn operations_are_named_and_placed_as_in_the_facts() {
    struct Check(BTreeMap<String, Fact>);

    impl Visitor for Check {
        fn operation<O: Operation>(&mut self) {
            let key = format!("{} {}", O::META.method, O::META.path);
            let fact =
                self.0.remove(&key).unwrap_or_else(|| panic!("{key} is no operation, or is there twice"));
            let renamed = RENAMED.iter().find(|(operation, _)| *operation == key).map(|(_, name)| *name);
            assert_eq!(O::META.resource, fact.group, "{key}");
            assert_eq!(plain(O::META.name), plain(renamed.unwrap_or(fact.name)), "{key}");
            assert_eq!(O::META.deprecated, fact.deprecated, "{key}");
            let statuses = YEARS.iter().flat_map(|year| fact.answers(year)).map(|(status, _)| status);
            assert!(statuses.into_iter().all(|status| status == O::Answer::STATUS), "{key}");
        }
    }

    let facts = Facts::load().operations.into_iter().map(|fact| (fact.key(), fact)).collect();
    backend::visit(&mut Check(facts));
}

#[test]
fn every_operation_of_the_seed_is_there_or_listed_as_unsupported() {
    let contract: BTreeSet<String> =
        backend::operations().iter().map(|meta| format!("{} {}", meta.method, meta.path)).collect();
    let facts = Facts::load().operations;
    let seed: BTreeSet<String> = facts.iter().filter(|fact| fact.is_in("2024")).map(Fact::key).collect();
    assert_eq!(seed.len(), 132);
    let missing: Vec<&str> = seed.difference(&contract).map(String::as_str).collect();
    let listed: Vec<&str> = UNSUPPORTED.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(missing, listed, "facts/unsupported.txt lists what is missing, sorted, and nothing else");
}

#[test]
fn an_operation_is_shown_as_a_client_calls_it() {
    for meta in backend::operations() {
        let shown = meta.to_string();
        let (resource, name) = shown.split_once('.').unwrap();
        let module = format!("{}/src/backend/{resource}.rs", env!("CARGO_MANIFEST_DIR"));
        assert!(std::path::Path::new(&module).is_file(), "{shown}");
        assert_eq!(name, meta.name);
    }
}

/// Names that differ only in word separators are equal.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}
