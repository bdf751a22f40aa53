//! The command line.

mod instances;
mod keys;
mod serve;
mod webhooks;

use std::future::Future;
use std::io::IsTerminal;

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use housekey_domain::error::Error;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat, Options};

/// Self-hosted user management, compatible with Clerk's Backend API
#[derive(Parser)]
#[command(name = "housekey", version, about)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server (default)
    Serve,
    /// Manage instances: isolated sets of users, keys and settings
    #[command(subcommand)]
    Instances(instances::Command),
    /// Manage secret keys and print the public key
    #[command(subcommand)]
    Keys(keys::Command),
    /// Manage webhook endpoints and their signing secrets
    #[command(subcommand)]
    Webhooks(webhooks::Command),
    /// Print the effective configuration with secrets redacted
    Config,
}

/// Runs the command line.
pub fn run(cli: Cli) -> Result<()> {
    let config = Config::of(cli.options)?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => {
            log_to_stderr(&config)?;
            block_on(serve::run(config))
        }
        Command::Instances(command) => block_on(instances::run(config, command)),
        Command::Webhooks(command) => block_on(webhooks::run(config, command)),
        Command::Keys(command) => block_on(keys::run(config, command)),
        Command::Config => {
            say(&config.to_string());
            Ok(())
        }
    }
}

fn block_on(work: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn log_to_stderr(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log).with_context(|| {
        format!("invalid --log {:?}: expected error, warn, info, debug, trace, or a filter such as housekey=debug", config.log)
    })?;
    let is_coloured = std::io::stderr().is_terminal();
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_coloured);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// Reports a refusal by `message`, or by its own long message, without status and code.
fn explained<T>(outcome: Result<T, Error>, message: Option<String>) -> Result<T> {
    match outcome {
        Ok(value) => Ok(value),
        Err(Error::Refused { errors, .. }) => {
            let long = errors.into_iter().next().map(|error| error.long_message);
            bail!(message.or(long).unwrap_or_else(|| "request refused".to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Prints to standard output, ignoring a closed pipe.
fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}
