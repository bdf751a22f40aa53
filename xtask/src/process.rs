//! Running other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A program, run in the project's root folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(crate::project_root());
    command
}

/// `cargo …`, with the cargo that runs this program.
pub(crate) fn cargo(arguments: &str) -> Command {
    let mut command = program(env!("CARGO"));
    command.args(arguments.split_whitespace());
    command
}

/// Runs a program on this terminal; the error says what was run and how it ended.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("could not start {line}"))?;
    ensure!(status.success(), "{line}: {status}");
    Ok(())
}

/// Runs a program and returns its output; the error includes its standard error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command.output().with_context(|| format!("could not start {line}"))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{line}: {}\n{}", output.status, complaint.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program is installed and can print its version.
pub(crate) fn is_there(command: &mut Command) -> bool {
    let quiet = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs a cargo build and returns the path of the executable with this name.
pub(crate) fn built(build: &mut Command, name: &str) -> Result<PathBuf> {
    let build = build.args(["--message-format", "json-render-diagnostics"]);
    let output = build.stderr(Stdio::inherit()).output().context("could not start cargo")?;
    ensure!(output.status.success(), "{name} does not build");
    let messages = String::from_utf8_lossy(&output.stdout);
    let path = messages.lines().find_map(|message| executable(message, name));
    path.with_context(|| format!("cargo built no executable `{name}`"))
}

/// The path in a cargo message about this executable.
fn executable(message: &str, name: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    let path = PathBuf::from(message["executable"].as_str()?);
    (path.file_stem()? == name).then_some(path)
}

/// The command as typed in a shell.
fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_as_it_would_be_typed() {
        let error = run(program("/bin/sh").args(["-c", "exit 3"])).unwrap_err();

        assert_eq!(error.to_string(), "sh -c exit 3: exit status: 3");
    }

    #[test]
    fn a_program_that_does_not_exist_is_not_there() {
        assert!(!is_there(&mut program("housekey-no-such-program")));
        assert!(is_there(&mut cargo("")));
    }
    #[test]
    fn only_messages_with_the_executable_name_it() {
        let find = |message| executable(message, "housekey");

        assert_eq!(find(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(find(r#"{"executable":null}"#), None);
        assert_eq!(find(r#"{"executable":"/t/other"}"#), None);
        assert_eq!(find(r#"{"executable":"/t/housekey"}"#), Some(PathBuf::from("/t/housekey")));
    }
}
