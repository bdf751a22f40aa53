//! `bind PROGRAM.wasm FOLDER`: writes into the folder what Node imports.

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().context("which program?")?;
    let folder = arguments.next().context("into which folder?")?;
    Bindgen::new().input_path(program).nodejs(true)?.typescript(false).generate(folder)
}
