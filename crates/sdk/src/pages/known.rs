use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

/// Number of ids that are remembered, about a megabyte: the size of a page of users.
const CAPACITY: usize = 65_536;

/// The ids of the most recently returned items, as 64-bit fingerprints.
pub(super) struct Known {
    hasher: RandomState,
    set: HashSet<u64>,
    order: VecDeque<u64>,
    capacity: usize,
}

impl Known {
    pub(super) fn new() -> Self {
        Self::remembering(CAPACITY)
    }

    pub(super) fn remembering(capacity: usize) -> Self {
        Self { hasher: RandomState::new(), set: HashSet::new(), order: VecDeque::new(), capacity }
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.set.contains(&self.hasher.hash_one(id))
    }

    /// Remembers an id; returns false if it is already known.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        let fingerprint = self.hasher.hash_one(id);
        if !self.set.insert(fingerprint) {
            return false;
        }
        if self.order.len() == self.capacity
            && let Some(oldest) = self.order.pop_front()
        {
            self.set.remove(&oldest);
        }
        self.order.push_back(fingerprint);
        true
    }
}
