//! The executable as its users run it: real processes, real directories, real sockets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod commands;
mod crowd;
mod first_start;
mod full_disk;
mod housekey;
mod mistakes;
mod secrets;
mod stopping;
mod two_processes;
