//! The project's own chores, run as `cargo xtask …`.

mod bench;
mod floors;
mod openapi;
mod postgres;
mod process;
mod spec;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs every check and every test; what a missing tool leaves out is said.
    Test(test::Options),
    /// Measures what the budgets ask for, each figure beside its limit in the same run.
    Bench(bench::Options),
    /// Checks that no crate depends on one of a higher floor.
    Floors,
    /// Writes the facts as an OpenAPI document under target/, for tools that test by one.
    Openapi,
    /// Distils the published OpenAPI files into the fact tables under facts/.
    Spec {
        /// The folder that holds the OpenAPI files.
        #[arg(long, default_value = "../shared/spec")]
        from: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Test(options) => return Ok(test::run(options)),
        Command::Bench(options) => bench::run(&options)?,
        Command::Floors => floors::run()?,
        Command::Openapi => println!("{}", openapi::write()?.display()),
        Command::Spec { from } => spec::run(&project_root().join(from))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder of the workspace's manifest, wherever the command was typed.
fn project_root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}
