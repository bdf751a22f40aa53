//! The executable as used: real processes, directories and sockets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod commands;
mod crowd;
mod first_start;
mod full_disk;
mod housekey;
mod mistakes;
mod reachable;
mod secrets;
mod stopping;
mod two_processes;
