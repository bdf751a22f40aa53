//! The JSON of records as they were last shown, so that what is asked for again and again is not parsed and rendered each
//! time.
//!
//! A record's JSON follows from its version and the instance, so that is what it is found by. A change makes another
//! version: nothing has to be invalidated, and nothing can be stale.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use lru::LruCache;

use crate::keyring::Instance;

/// How many bytes of JSON are kept at most.
const MAX_BYTES: usize = 6 * 1024 * 1024;
/// Longer JSON is not kept: it would push out too much else.
const MAX_LENGTH: usize = 16 * 1024;
/// What an entry takes beside its JSON, about.
const OVERHEAD: usize = 160;

/// The JSON of a record.
pub(crate) type Rendered = Arc<[u8]>;

/// A record of a page: its JSON, or its id where that has not been shown before.
pub(crate) type Listed = Result<Rendered, String>;

/// The ids of the records of a page that have not been shown before.
pub(crate) fn missing(page: &[Listed]) -> Vec<String> {
    page.iter().filter_map(|listed| listed.as_ref().err().cloned()).collect()
}

/// The JSON of a page, once the missing records have been read.
pub(crate) fn filled<'a>(
    page: &'a [Listed],
    read: &'a HashMap<String, Rendered>,
) -> impl Iterator<Item = &'a Rendered> + Clone {
    page.iter().filter_map(|listed| listed.as_ref().map_or_else(|id| read.get(id), Some))
}

/// What a record's JSON follows from, beside the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// How often the record has changed.
    pub(crate) own: i64,
    /// A hash of what else the JSON shows; 0 where that is nothing.
    pub(crate) beside: u64,
}

/// The records that were shown last.
#[derive(Debug)]
pub struct ShownRecords {
    hasher: RandomState,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    entries: LruCache<Box<str>, Entry>,
    bytes: usize,
}

#[derive(Debug)]
struct Entry {
    /// Weak, so that the keys of an instance that is gone are not kept for this.
    instance: Weak<Instance>,
    version: Version,
    json: Rendered,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.json.len() + OVERHEAD
    }
}

impl Default for ShownRecords {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            kept: Mutex::new(Kept { entries: LruCache::unbounded(), bytes: 0 }),
        }
    }
}

impl ShownRecords {
    /// A hash of what is shown beside records.
    pub(crate) fn hash(&self, beside: &[u8]) -> u64 {
        self.hasher.hash_one(beside)
    }

    /// The JSON of this version of a record, if it was shown before.
    pub(crate) fn recall(&self, instance: &Arc<Instance>, id: &str, version: Version) -> Option<Rendered> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.entries.get(id)?;
        let is_same =
            entry.version == version && std::ptr::eq(entry.instance.as_ptr(), Arc::as_ptr(instance));
        is_same.then(|| Arc::clone(&entry.json))
    }

    /// Keeps the JSON of this version of a record.
    pub(crate) fn keep(&self, instance: &Arc<Instance>, id: &str, version: Version, json: &Rendered) {
        if json.len() > MAX_LENGTH {
            return;
        }
        let entry = Entry { instance: Arc::downgrade(instance), version, json: Arc::clone(json) };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += entry.bytes();
        let replaced = kept.entries.put(id.into(), entry);
        kept.bytes -= replaced.map_or(0, |entry| entry.bytes());
        while kept.bytes > MAX_BYTES
            && let Some((_, entry)) = kept.entries.pop_lru()
        {
            kept.bytes -= entry.bytes();
        }
    }
}
