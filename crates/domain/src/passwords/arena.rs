//! The memory argon2 works in, kept from one password to the next.
//!
//! Asking the system for 19 MiB of zeroed pages costs a good part of the whole hash. The arenas are kept here and not
//! per thread, because the blocking pool spreads its work over many threads, and each would keep one. So there are never
//! more of them than there were hashes at once.

use std::sync::{Mutex, PoisonError};

use ::argon2::Block;

use super::argon2::OUR_MEMORY_KIB;

/// Arenas nobody works in at the moment. Process-wide, as memory is.
static IDLE: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// Runs `work` over that many blocks of 1 KiB, with whatever they contain: argon2 writes a block before it reads it.
pub(super) fn with_blocks<T>(count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
    let mut arena = idle().pop().unwrap_or_default();
    if arena.len() < count {
        arena = vec![Block::new(); count];
    }
    let result = work(&mut arena[..count]);
    // An imported digest may need much more than ours; that is not kept for the next.
    if arena.len() <= OUR_MEMORY_KIB as usize {
        idle().push(arena);
    }
    result
}

/// Gives the idle memory back to the system: 19 MiB for each password that was hashed at the same time.
/// The next passwords take a little longer.
pub fn release_memory() {
    idle().clear();
}

fn idle() -> std::sync::MutexGuard<'static, Vec<Vec<Block>>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}
