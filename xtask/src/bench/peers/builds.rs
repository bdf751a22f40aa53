//! What it takes to build a program that depends on the SDK, and on clerk-rs: both from nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use super::super::Bench;
use super::super::table::{Row, Table};
use crate::process::{cargo, output};

/// The newest of the crate, with the TLS that the SDK has.
const CLERK_RS: &str =
    r#"clerk-rs = { version = "=0.5.0", default-features = false, features = ["rustls-tls"] }"#;

/// An empty program that depends on a library.
struct Program {
    folder: PathBuf,
}

pub(in crate::bench) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    // Between the quotes of a TOML literal nothing needs escaping.
    let sdk = format!("housekey-sdk = {{ path = '{}' }}", crate::project_root().join("crates/sdk").display());
    let own = Program::write(&bench.folder.path().join("with-sdk"), &sdk)?;
    let other = Program::write(&bench.folder.path().join("with-clerk-rs"), CLERK_RS)?;
    let (own_crates, other_crates) = (own.crates()?, other.crates()?);
    let (own_seconds, other_seconds) = (own.build()?, other.build()?);
    let row = Row::amount("SDK: cold debug build with all dependencies", own_seconds, "s");
    table.add(row.beside(format!("clerk-rs {other_seconds:.1} s")));
    let row = Row::amount("SDK: crates in that build", own_crates, "");
    table.add(row.beside(format!("clerk-rs {other_crates:.0}")));
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
        output(cargo(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target")))
    }

    /// How many crates are compiled, those that only help to build among them.
    fn crates(&self) -> Result<f64> {
        let tree = self.cargo("tree --edges normal,build --prefix none --format {p}")?;
        let crates: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        // The empty program is no dependency.
        Ok(f64::from(u32::try_from(crates.len() - 1)?))
    }

    /// Seconds by the clock; what is to be fetched has been.
    fn build(&self) -> Result<f64> {
        let start = Instant::now();
        self.cargo("build --quiet --offline")?;
        Ok(start.elapsed().as_secs_f64())
    }
}
