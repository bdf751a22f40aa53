use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::claims::Claims;
use super::key::Key;
use super::token::Category;

/// Longer tokens are verified each time, so that the memory stays bounded in bytes too.
const LONGEST: usize = 4 * 1024;

/// The tokens whose signatures are proven, by their whole text; the least recently used go first.
///
/// Only genuine tokens get in, so that nobody else can fill it or choose its hashes. Which key proved a token is
/// remembered with it: a token counts only as long as that very key does.
pub(super) struct Proven(Option<Mutex<LruCache<Box<str>, Proof>>>);

/// What is remembered of a genuine token.
#[derive(Clone)]
pub(super) struct Proof {
    pub(super) claims: Arc<Claims>,
    pub(super) category: Category,
    pub(super) key: Arc<Key>,
}

impl Proven {
    /// Room for so many tokens; with none, each is verified every time.
    pub(super) fn with_room_for(tokens: usize) -> Self {
        Self(NonZeroUsize::new(tokens).map(|tokens| Mutex::new(LruCache::new(tokens))))
    }

    pub(super) fn find(&self, token: &str) -> Option<Proof> {
        self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    pub(super) fn remember(&self, token: &str, proof: &Proof) {
        let Some(proven) = self.0.as_ref().filter(|_| token.len() <= LONGEST) else { return };
        // Dropping the entry that had to go is left until the lock is free.
        let text = Box::from(token);
        let _gone = proven.lock().unwrap_or_else(PoisonError::into_inner).push(text, proof.clone());
    }
}

impl fmt::Debug for Proven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proven")
    }
}
