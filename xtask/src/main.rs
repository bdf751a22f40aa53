//! The project's tasks, run as `cargo xtask …`.

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
    /// Run all checks and tests, and list those skipped because of missing tools
    Test(test::Options),
    /// Measure performance relative to baselines in the same run
    Bench(bench::Options),
    /// Check the dependencies between crates
    Floors,
    /// Write the facts as an OpenAPI document to target/, for tools that need one
    Openapi,
    /// Distil the published OpenAPI files into the fact tables in facts/
    Spec {
        /// Folder with the OpenAPI files
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

/// The workspace's root folder, regardless of the current directory.
fn project_root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}
