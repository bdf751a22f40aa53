//! Checks that the client builds for WebAssembly, verifies tokens and calls a server there.

use super::clients::{NODE, PYTHON};
use super::report::Outcome;
use super::rust;
use crate::process::{cargo, is_there, output, program, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the client and runs a program that uses it on Node against the real server (`crates/sdk/wasm`).
pub(crate) fn check() -> Outcome {
    if !has_target() {
        return Outcome::missing_from_rustup(
            "the standard library for wasm32",
            "rustup target add wasm32-unknown-unknown",
        );
    }
    // The suite's server is supervised by Python.
    if let Some((tool, how)) = [NODE, PYTHON].into_iter().find(|(tool, _)| !is_there(&mut program(tool))) {
        return Outcome::missing(tool, how);
    }
    work().into()
}

fn work() -> anyhow::Result<()> {
    for features in ["handshake,machine-tokens,resources,webhook-events", ""] {
        let clippy = format!("clippy --quiet -p housekey-sdk --target {TARGET} --no-default-features");
        run(cargo(&clippy).args(["--features", features, "--", "-D", "warnings"]))?;
    }
    let server = rust::build_server()?;
    let mut program = program(crate::project_root().join("crates/sdk/wasm/run"));
    run(program.env("HOUSEKEY_BIN", server).env_remove("HOUSEKEY_DATABASE_URL"))
}

fn has_target() -> bool {
    let folder = output(program("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| std::path::Path::new(&folder).is_dir())
}
