//! Keeping the server and the load apart, so that neither gains by what the other leaves it.

use std::process::Command;
use std::thread::available_parallelism;

use crate::process::{is_there, program};

/// Which core is whose; on a single core, or without `taskset`, nobody's.
#[derive(Clone, Copy)]
pub(super) struct Cores {
    pub(super) count: usize,
    apart: bool,
}

impl Cores {
    pub(super) fn find() -> Self {
        let count = available_parallelism().map_or(1, usize::from);
        Self { count, apart: count > 1 && is_there(&mut program("taskset")) }
    }

    /// A program that is measured, on a core of its own.
    pub(super) fn measured(self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        self.on("0", name)
    }

    /// A program that makes others work.
    pub(super) fn load_generator(self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        self.on("1", name)
    }

    /// How many cores a program that is measured has.
    pub(super) fn measured_count(self) -> usize {
        if self.apart { 1 } else { self.count }
    }

    /// The same cores, with everyone on all of them.
    pub(super) fn shared(self) -> Self {
        Self { apart: false, ..self }
    }

    fn on(self, core: &str, name: impl AsRef<std::ffi::OsStr>) -> Command {
        if !self.apart {
            return program(name);
        }
        let mut command = program("taskset");
        command.args(["--cpu-list", core]).arg(name);
        command
    }
}
