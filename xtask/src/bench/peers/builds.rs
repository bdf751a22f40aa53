//! Build times of a program that depends on the SDK: from scratch, compared with clerk-rs, and of the SDK alone with
//! few features, compared with all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use super::super::Bench;
use super::super::table::{Row, Table};
use crate::process::{cargo, output};

/// The latest version of the crate, with the SDK's TLS.
const CLERK_RS: &str =
    r#"clerk-rs = { version = "=0.5.0", default-features = false, features = ["rustls-tls"] }"#;

/// A plausible minimal set of features.
const THREE_GROUPS: &str =
    r#"default-features = false, features = ["rustls-aws-lc", "users", "sessions", "organizations"]"#;

/// An empty program that depends on a library.
struct Program {
    folder: PathBuf,
}

pub(in crate::bench) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    // Nothing needs escaping in a TOML literal string.
    let path = crate::project_root().join("crates/sdk");
    let sdk = |more: &str| format!("housekey-sdk = {{ path = '{}'{more} }}", path.display());
    let own = Program::write(&bench.folder.path().join("with-sdk"), &sdk(""))?;
    let other = Program::write(&bench.folder.path().join("with-clerk-rs"), CLERK_RS)?;
    let (own_crates, other_crates) = (own.crates()?, other.crates()?);
    let (own_seconds, other_seconds) = (own.build()?, other.build()?);
    let row = Row::amount("SDK: cold debug build with all dependencies", own_seconds, "s");
    table.add(row.beside(format!("clerk-rs {other_seconds:.1} s")));
    let row = Row::amount("SDK: crates in that build", own_crates, "");
    table.add(row.beside(format!("clerk-rs {other_crates:.0}")));

    let few = Program::write(&bench.folder.path().join("with-three"), &sdk(&format!(", {THREE_GROUPS}")))?;
    few.build()?;
    let (mut few_seconds, mut all_seconds) = (0.0, 0.0);
    for _ in 0..bench.plan.rounds {
        few_seconds += few.build_sdk_again()?;
        all_seconds += own.build_sdk_again()?;
    }
    let share = few_seconds / all_seconds * 100.0;
    let row = Row::at_most("SDK and contract alone: time to build three groups", share, 50.0, "%");
    table.add(row.beside(format!("of all {:.1} s", all_seconds / f64::from(bench.plan.rounds))));
    Ok(())
}

impl Program {
    fn write(folder: &Path, dependency: &str) -> Result<Self> {
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/main.rs"), "fn main() {}\n")?;
        let manifest = format!(
            "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        let program = Self { folder: folder.to_owned() };
        program.cargo("fetch")?;
        Ok(program)
    }

    fn cargo(&self, arguments: &str) -> Result<String> {
        let mut cargo = cargo(arguments);
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        // As crates from a registry are built.
        output(cargo.env("CARGO_INCREMENTAL", "0"))
    }

    /// Number of compiled crates, including build dependencies.
    fn crates(&self) -> Result<f64> {
        let tree = self.cargo("tree --edges normal,build --prefix none --format {p}")?;
        let crates: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        // The empty program isn't a dependency.
        Ok(f64::from(u32::try_from(crates.len() - 1)?))
    }

    /// Wall-clock seconds, with everything already downloaded.
    fn build(&self) -> Result<f64> {
        let start = Instant::now();
        self.cargo("build --quiet --offline")?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// Seconds to build our own crates, with all dependencies built.
    fn build_sdk_again(&self) -> Result<f64> {
        self.cargo("clean --quiet --offline --package housekey-sdk --package housekey-contract")?;
        self.build()
    }
}
