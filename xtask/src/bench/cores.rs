//! Separating the cores of server and load, so that neither affects the other.

use std::process::Command;
use std::thread::available_parallelism;

use crate::process::{is_there, program};

/// The assignment of cores; on a single core, or without `taskset`, none.
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

    /// A measured program on its own core.
    pub(super) fn measured(self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        self.on("0", name)
    }

    /// A program that generates load.
    pub(super) fn load_generator(self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        self.on("1", name)
    }

    /// Number of cores of a measured program.
    pub(super) fn measured_count(self) -> usize {
        if self.apart { 1 } else { self.count }
    }

    /// The same cores, shared by all.
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
