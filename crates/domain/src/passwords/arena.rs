//! Working memory of argon2, reused between passwords.
//!
//! Asking the system for 19 MiB of zeroed pages costs a good part of the whole hash. The arenas are kept here and not
//! per thread, because the blocking pool spreads its work over many threads, and each would keep one. No more are kept
//! than there are cores, and none once [`release_memory`] is called, as the server does when nobody hashes any more.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::available_parallelism;

use ::argon2::Block;

use super::argon2::OUR_MEMORY_KIB;

/// Idle arenas, shared by the process.
static IDLE: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// As many arenas can be worked in at once. Counting cores reads files, so they are counted once.
static CORES: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, usize::from));

/// Runs `work` on this many blocks of 1 KiB with arbitrary contents: argon2 writes each block before reading it.
pub(super) fn with_blocks<T>(count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
    let mut arena = idle().pop().unwrap_or_default();
    if arena.len() < count {
        arena = vec![Block::new(); count];
    }
    let result = work(&mut arena[..count]);
    // An imported digest may need much more memory; that isn't kept.
    if arena.len() <= OUR_MEMORY_KIB as usize {
        keep(arena);
    }
    result
}

fn keep(arena: Vec<Block>) {
    let mut idle = idle();
    if idle.len() < *CORES {
        idle.push(arena);
    }
}

/// Gives the idle memory back to the system: 19 MiB for each core. The next passwords take a little longer.
pub fn release_memory() {
    idle().clear();
}

fn idle() -> std::sync::MutexGuard<'static, Vec<Vec<Block>>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    #[test]
    fn no_more_arenas_are_kept_than_there_are_cores() {
        let crowd = 4 * *CORES + 1;
        let together = Barrier::new(crowd);
        thread::scope(|scope| {
            for _ in 0..crowd {
                scope.spawn(|| {
                    with_blocks(8, |_| {
                        together.wait();
                    });
                });
            }
        });
        assert!(idle().len() <= *CORES, "{} arenas are kept for {} cores", idle().len(), *CORES);
    }
}
