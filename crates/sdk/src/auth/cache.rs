use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::claims::Claims;
use super::key::Key;
use super::token::Category;

/// Longer tokens aren't cached, which bounds the cache's memory.
const MAX_CACHED_BYTES: usize = 4 * 1024;

/// An LRU cache of verified tokens, by their complete text.
///
/// Only genuine tokens are cached, so attackers can't fill it or choose its hashes. Each token is stored with the key that verified
/// it, and is valid only as long as that key is.
pub(super) struct Proven(Option<Mutex<LruCache<Box<str>, Proof>>>);

/// A cached token.
#[derive(Clone)]
pub(super) struct Proof {
    pub(super) claims: Arc<Claims>,
    pub(super) category: Category,
    pub(super) key: Arc<Key>,
}

impl Proven {
    /// A cache of the given size; with 0, nothing is cached.
    pub(super) fn with_room_for(tokens: usize) -> Self {
        Self(NonZeroUsize::new(tokens).map(|tokens| Mutex::new(LruCache::new(tokens))))
    }

    pub(super) fn find(&self, token: &str) -> Option<Proof> {
        self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    pub(super) fn remember(&self, token: &str, proof: &Proof) {
        let Some(proven) = self.0.as_ref().filter(|_| token.len() <= MAX_CACHED_BYTES) else { return };
        // The evicted entry is dropped after the lock is released.
        let text = Box::from(token);
        let _gone = proven.lock().unwrap_or_else(PoisonError::into_inner).push(text, proof.clone());
    }
}

impl fmt::Debug for Proven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proven")
    }
}
