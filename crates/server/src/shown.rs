//! Cache of rendered users, which saves serializing the same user again and again.
//!
//! A user's JSON is a function of the stored document and the instance, so the document is the cache key. A changed
//! user has a different document, so nothing needs to be invalidated.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use housekey_store::users::UserDocument;

use crate::keyring::Instance;

/// Number of cached users; about six MiB for typical users.
const SLOTS: usize = 2_048;
/// Larger documents, in bytes, aren't cached.
const MAX_BYTES: usize = 4_096;
/// Number of leading bytes that determine the slot. They contain the user's id.
const HEAD: usize = 48;

/// The cache. Each user hashes to one slot, which it shares with others.
pub struct ShownUsers {
    places: Vec<Mutex<Option<Shown>>>,
    hasher: RandomState,
}

struct Shown {
    /// Weak, so that the cache doesn't keep the keys of deleted instances in memory.
    instance: Weak<Instance>,
    document: UserDocument,
    json: Box<[u8]>,
}

impl Default for ShownUsers {
    fn default() -> Self {
        let places = std::iter::repeat_with(Mutex::default).take(SLOTS).collect();
        Self { places, hasher: RandomState::new() }
    }
}

impl ShownUsers {
    /// Appends the user's JSON if it is cached.
    pub(crate) fn recall(
        &self,
        instance: &Arc<Instance>,
        document: &UserDocument,
        body: &mut Vec<u8>,
    ) -> bool {
        let place = self.place(document).lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some(shown) if shown.is(instance, document) => {
                body.extend_from_slice(&shown.json);
                true
            }
            _ => false,
        }
    }

    /// Keeps what a user looks like.
    pub(crate) fn keep(&self, instance: &Arc<Instance>, document: &UserDocument, json: &[u8]) {
        if document.as_bytes().len() > MAX_BYTES {
            return;
        }
        let shown =
            Shown { instance: Arc::downgrade(instance), document: document.clone(), json: json.into() };
        *self.place(document).lock().unwrap_or_else(PoisonError::into_inner) = Some(shown);
    }

    fn place(&self, document: &UserDocument) -> &Mutex<Option<Shown>> {
        let head = &document.as_bytes()[..HEAD.min(document.as_bytes().len())];
        let hash = self.hasher.hash_one(head) % SLOTS as u64;
        &self.places[usize::try_from(hash).unwrap_or_default()]
    }
}

impl Shown {
    fn is(&self, instance: &Arc<Instance>, document: &UserDocument) -> bool {
        std::ptr::eq(self.instance.as_ptr(), Arc::as_ptr(instance)) && self.document == *document
    }
}
