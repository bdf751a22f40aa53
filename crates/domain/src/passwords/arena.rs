//! Working memory of argon2, reused between passwords.
//!
//! Zeroing 19 MiB of fresh pages takes a considerable part of a hash. Arenas are pooled here rather than per thread,
//! because the blocking pool uses many threads. At most one per core is kept, and none after [`release_memory`], which
//! the server calls when hashing is idle.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::available_parallelism;

use ::argon2::Block;

use super::argon2::OUR_MEMORY_KIB;

/// Idle arenas, shared by the process.
static IDLE: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// Number of concurrently used arenas. Counting cores reads files, so the result is cached.
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

/// Frees the idle memory: 19 MiB per core. The next passwords take slightly longer.
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
