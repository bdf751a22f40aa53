//! `cargo xtask floors`: checks dependencies between the crates.
//!
//! Dependencies go down only (see ARCHITECTURE.md), so that the contract stays usable by itself and the domain rules
//! never depend on HTTP. The compiler can't check this; the dependency graph can. Within a crate, files must not import
//! each other in a circle.

mod circles;

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The allowed dependencies of a crate.
struct Floor {
    name: &'static str,
    /// Crates of this workspace.
    knows: &'static [&'static str],
    /// Further crates of this workspace, for its tests.
    tests_know: &'static [&'static str],
    /// Third-party crates; `None` if unrestricted.
    uses: Option<&'static [&'static str]>,
}

const CONTRACT: &str = "housekey-contract";
/// Serialization only, no transport.
const CONTRACT_USES: [&str; 5] = ["serde", "serde_json", "form_urlencoded", "percent-encoding", "pastey"];
const DOMAIN: &str = "housekey-domain";
const SDK: &str = "housekey-sdk";
const SERVER: &str = "housekey-server";
const STORE: &str = "housekey-store";

const FLOORS: [Floor; 10] = [
    Floor { name: CONTRACT, knows: &[], tests_know: &[], uses: Some(&CONTRACT_USES) },
    Floor { name: STORE, knows: &[CONTRACT], tests_know: &[], uses: None },
    Floor { name: SDK, knows: &[CONTRACT], tests_know: &[], uses: None },
    Floor { name: DOMAIN, knows: &[CONTRACT, STORE], tests_know: &[], uses: None },
    Floor { name: SERVER, knows: &[CONTRACT, STORE, DOMAIN], tests_know: &[SDK], uses: None },
    // The server inside its users' tests. Nothing that ships may depend on it, because it contains a publicly known
    // key.
    Floor {
        name: "housekey-testing",
        knows: &[CONTRACT, STORE, DOMAIN, SERVER, SDK],
        tests_know: &[],
        uses: None,
    },
    // Includes the contract's source, to run its examples.
    Floor {
        name: "housekey-examples",
        knows: &[],
        tests_know: &[CONTRACT, SDK, "housekey-testing"],
        uses: Some(&CONTRACT_USES),
    },
    // Examples and tests of the SDK in all supported frameworks.
    Floor {
        name: "housekey-frameworks",
        knows: &[DOMAIN, SDK, "housekey-testing"],
        tests_know: &[],
        uses: None,
    },
    Floor { name: "xtask", knows: &[], tests_know: &[], uses: None },
    // The baselines of `cargo xtask bench`, which talk to servers as users do.
    Floor { name: "housekey-limits", knows: &[SDK], tests_know: &[], uses: None },
];

/// The crates of the workspace and their declared dependencies.
struct Graph {
    crates: Vec<String>,
    edges: Vec<Edge>,
}

/// A dependency in a manifest.
struct Edge {
    from: String,
    to: String,
    kind: Kind,
    is_ours: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Shipped,
    Test,
}

/// Checks the workspace; the error lists all forbidden dependencies.
pub(crate) fn run() -> Result<()> {
    let graph = Graph::read(&metadata()?)?;
    let mut faults = graph.faults();
    for (name, known) in IN_CIRCLES {
        faults.extend(circle_faults(name, known)?);
    }
    if !faults.is_empty() {
        bail!("the floors are broken:\n  {}", faults.join("\n  "));
    }
    println!("{} crates, every edge between them goes down", graph.crates.len());
    Ok(())
}

/// How many files of each crate still import each other in circles. These numbers may only go down.
const IN_CIRCLES: [(&str, usize); 7] = [
    ("crates/contract", 39),
    ("crates/domain", 43),
    ("crates/sdk", 33),
    ("crates/server", 0),
    ("crates/store", 8),
    ("crates/testing", 9),
    ("xtask", 0),
];

fn circle_faults(folder: &str, known: usize) -> Result<Vec<String>> {
    let circles = circles::circles(&crate::project_root().join(folder).join("src"))?;
    let count: usize = circles.iter().map(Vec::len).sum();
    if count <= known {
        return Ok(Vec::new());
    }
    let circles = circles.iter().map(|circle| format!("{folder}: a circle of {}", circle.join(", ")));
    let summary = format!("{folder}: {count} files import each other in circles, {known} are allowed");
    Ok(circles.chain([summary]).collect())
}

fn metadata() -> Result<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(crate::project_root())
        .output()
        .context("running cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("reading the answer of cargo metadata")
}

impl Graph {
    fn read(metadata: &Value) -> Result<Self> {
        let packages = metadata["packages"].as_array().context("no packages")?;
        let crates: Vec<_> = packages.iter().map(|package| text(package, "name")).collect();
        let mut edges = Vec::new();
        for package in packages {
            for dependency in package["dependencies"].as_array().context("no dependencies")? {
                let to = text(dependency, "name");
                edges.push(Edge {
                    from: text(package, "name"),
                    kind: if dependency["kind"] == "dev" { Kind::Test } else { Kind::Shipped },
                    is_ours: crates.contains(&to),
                    to,
                });
            }
        }
        Ok(Self { crates, edges })
    }

    fn faults(&self) -> Vec<String> {
        let floor_of = |name: &str| FLOORS.iter().find(|floor| floor.name == name);
        let homeless = self.crates.iter().filter(|name| floor_of(name).is_none());
        let homeless =
            homeless.map(|name| format!("{name} has no floor; give it one in xtask/src/floors.rs"));
        let forbidden = self.edges.iter().filter_map(|edge| fault(edge, floor_of(&edge.from)?));
        homeless.chain(forbidden).collect()
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn fault(edge: &Edge, floor: &Floor) -> Option<String> {
    let Edge { from, to, kind, is_ours } = edge;
    let allowed = match (is_ours, kind) {
        (true, Kind::Shipped) => floor.knows.contains(&to.as_str()),
        // A crate's own test support, enabled by a feature.
        (true, Kind::Test) if from == to => true,
        (true, Kind::Test) => [floor.knows, floor.tests_know].concat().contains(&to.as_str()),
        (false, Kind::Shipped) => floor.uses.is_none_or(|uses| uses.contains(&to.as_str())),
        (false, Kind::Test) => true,
    };
    let use_of = if *kind == Kind::Test { "tests of " } else { "" };
    (!allowed).then(|| format!("{use_of}{from} must not know {to}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Workspace crates are named `housekey-…`.
    fn check(from: &str, to: &str, kind: Kind) -> Vec<String> {
        let is_ours = to.starts_with("housekey-");
        let edge = Edge { from: from.to_owned(), to: to.to_owned(), kind, is_ours };
        Graph { crates: vec![from.to_owned()], edges: vec![edge] }.faults()
    }

    #[test]
    fn downward_edges_are_allowed() {
        for (from, to) in [
            ("housekey-store", "housekey-contract"),
            ("housekey-sdk", "housekey-contract"),
            ("housekey-domain", "housekey-store"),
            ("housekey-server", "housekey-domain"),
            ("housekey-server", "housekey-contract"),
        ] {
            assert!(check(from, to, Kind::Shipped).is_empty(), "{from} -> {to}");
        }
    }

    #[test]
    fn upward_edges_are_refused_even_in_tests() {
        for (from, to) in [
            ("housekey-contract", "housekey-store"),
            ("housekey-store", "housekey-domain"),
            ("housekey-domain", "housekey-server"),
        ] {
            for kind in [Kind::Shipped, Kind::Test] {
                assert_eq!(check(from, to, kind).len(), 1, "{from} -> {to}");
            }
        }
    }

    #[test]
    fn the_sdk_and_the_store_never_meet() {
        assert_eq!(
            check("housekey-sdk", "housekey-store", Kind::Shipped),
            ["housekey-sdk must not know housekey-store"]
        );
        assert_eq!(check("housekey-store", "housekey-sdk", Kind::Test).len(), 1);
    }

    #[test]
    fn only_the_tests_of_the_server_use_the_sdk() {
        assert!(check("housekey-server", "housekey-sdk", Kind::Test).is_empty());
        assert_eq!(check("housekey-server", "housekey-sdk", Kind::Shipped).len(), 1);
    }

    #[test]
    fn tests_may_use_their_own_crate_with_other_features() {
        assert!(check("housekey-store", "housekey-store", Kind::Test).is_empty());
    }

    #[test]
    fn the_contract_depends_on_serialization_only() {
        assert!(check("housekey-contract", "serde", Kind::Shipped).is_empty());
        assert!(check("housekey-contract", "proptest", Kind::Test).is_empty());
        assert_eq!(
            check("housekey-contract", "tokio", Kind::Shipped),
            ["housekey-contract must not know tokio"]
        );
    }

    #[test]
    fn a_crate_without_a_floor_is_refused() {
        assert_eq!(
            check("housekey-attic", "serde", Kind::Shipped),
            ["housekey-attic has no floor; give it one in xtask/src/floors.rs"]
        );
    }

    #[test]
    fn build_dependencies_count_as_shipped_and_every_crate_is_seen() {
        let metadata = json!({"packages": [
            {"name": "housekey-contract", "dependencies": [{"name": "housekey-store", "kind": "build"}]},
            {"name": "housekey-store", "dependencies": []},
            {"name": "housekey-attic", "dependencies": []},
        ]});

        assert_eq!(
            Graph::read(&metadata).unwrap().faults(),
            [
                "housekey-attic has no floor; give it one in xtask/src/floors.rs",
                "housekey-contract must not know housekey-store"
            ]
        );
    }
}
