//! Whether the client builds for browsers and workers, and verifies tokens there.

use super::report::Outcome;
use crate::process::{built, cargo, is_there, output, program, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the client and a program that verifies tokens, then runs that on Node.
pub(crate) fn check() -> Outcome {
    if !has_target() {
        return Outcome::missing_from_rustup(
            "the standard library for wasm32",
            "rustup target add wasm32-unknown-unknown",
        );
    }
    if !is_there(&mut program("node")) {
        return Outcome::missing("node", "apt-get install nodejs");
    }
    work().into()
}

fn work() -> anyhow::Result<()> {
    for features in ["handshake,machine-tokens,resources,webhook-events", ""] {
        let clippy = format!("clippy --quiet -p housekey-sdk --target {TARGET} --no-default-features");
        run(cargo(&clippy).args(["--features", features, "--", "-D", "warnings"]))?;
    }
    let wasm = built(&mut cargo(&format!("build -p housekey-wasm --target {TARGET}")), "housekey-wasm")?;
    run(program("node").arg("xtask/wasm/run.mjs").arg(wasm))
}

fn has_target() -> bool {
    let folder = output(program("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| std::path::Path::new(&folder).is_dir())
}
