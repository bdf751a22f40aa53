//! The executable `housekey`.

use std::process::ExitCode;

use clap::Parser;
use housekey_server::commands::{Cli, run};

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("housekey: {error:#}");
            ExitCode::FAILURE
        }
    }
}
