//! Fuzzing: no input from the network may cause a panic. Coverage-guided.
//!
//! Targets and seed inputs are in `crates/sdk/fuzz`; the corpus is kept in `target/fuzz` for the next run. Without
//! sanitizers, since the client has no `unsafe` code; that way the stable compiler suffices.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};

use super::report::Outcome;
use crate::process::{cargo, is_there, program, run};

const HOW: &str = "cargo install cargo-fuzz --locked";
const FOLDER: &str = "crates/sdk/fuzz";
const BUILT: &str = "target/fuzz";
/// Number of concurrent targets; each takes a core.
const AT_A_TIME: usize = 2;

/// Fuzzes each target for this many seconds.
pub(crate) fn check(seconds: u32) -> Outcome {
    if !is_there(&mut cargo("fuzz")) {
        return Outcome::missing("cargo-fuzz", HOW);
    }
    fuzz(seconds).into()
}

fn fuzz(seconds: u32) -> Result<()> {
    let options = format!("--fuzz-dir {FOLDER} --target-dir {BUILT} --sanitizer none");
    run(&mut cargo(&format!("fuzz build {options}")))?;
    let targets = targets()?;
    for several in targets.chunks(AT_A_TIME) {
        thread::scope(|scope| {
            let running: Vec<_> =
                several.iter().map(|target| scope.spawn(move || one(target, seconds))).collect();
            running.into_iter().try_for_each(|one| one.join().expect("no thread panics"))
        })?;
    }
    Ok(())
}

/// Each target has a non-empty folder of seed inputs.
fn targets() -> Result<Vec<String>> {
    let seeds = crate::project_root().join(FOLDER).join("seeds");
    let folders = fs::read_dir(&seeds).with_context(|| seeds.display().to_string())?;
    let mut names = folders
        .map(|folder| Ok(folder?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn one(target: &str, seconds: u32) -> Result<()> {
    let built = crate::project_root().join(BUILT);
    let found = built.join("corpus").join(target);
    fs::create_dir_all(&found)?;
    let log = built.join(format!("{target}.log"));
    let mut fuzzer = program(executable(&built, target)?);
    fuzzer
        .arg(format!("-max_total_time={seconds}"))
        .arg("-timeout=10")
        .arg(format!("-artifact_prefix={}", built.join(format!("{target}-")).display()))
        .arg(&found)
        .arg(Path::new(FOLDER).join("seeds").join(target))
        .stdout(File::create(&log)?)
        .stderr(File::options().append(true).open(&log)?);
    let status = fuzzer.status().with_context(|| format!("could not start {target}"))?;
    let text = fs::read_to_string(&log)?;
    if status.success() {
        println!("{target}: {}", text.lines().last().unwrap_or_default());
        return Ok(());
    }
    println!("{text}");
    bail!("the target `{target}` failed; the input is beside {}", log.display())
}

/// cargo-fuzz always passes a target triple, so there is a folder of that name.
fn executable(built: &Path, target: &str) -> Result<PathBuf> {
    let machines = fs::read_dir(built)?.filter_map(|machine| Some(machine.ok()?.path()));
    let mut executables = machines.map(|machine| machine.join("release").join(target));
    executables.find(|path| path.is_file()).with_context(|| format!("cargo built no `{target}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_inputs_to_begin_with() {
        let manifest = fs::read_to_string(crate::project_root().join(FOLDER).join("Cargo.toml")).unwrap();
        let declared: Vec<_> = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("path = \"targets/")?.strip_suffix(".rs\""))
            .collect();

        assert_eq!(declared, targets().unwrap());
    }
}
