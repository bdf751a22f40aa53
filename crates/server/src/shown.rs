//! Cache of rendered users, which saves serializing the same user again and again.
//!
//! A user's JSON is a function of the stored document and the instance, so the document is the cache key. A changed
//! user has a different document, so nothing needs to be invalidated.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use housekey_contract::object::User;
use housekey_domain::error::Error;
use housekey_store::users::UserDocument;

use crate::auth::Instance;
use crate::cx::Cx;
use crate::endpoint::Shown as Json;
use crate::error::Result;

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
    fn recall(&self, instance: &Arc<Instance>, document: &UserDocument, body: &mut Vec<u8>) -> bool {
        let place = self.place(document).lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some(shown) if shown.is(instance, document) => {
                body.extend_from_slice(&shown.json);
                true
            }
            _ => false,
        }
    }

    fn keep(&self, instance: &Arc<Instance>, document: &UserDocument, json: &[u8]) {
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

impl Cx {
    /// Renders a user.
    pub fn show_user(&self, document: &UserDocument) -> Result<Json<User>> {
        let mut body = Vec::with_capacity(2 * document.as_bytes().len());
        self.append_user(document, &mut body)?;
        Ok(Json::new(body))
    }

    /// Renders users.
    pub fn show_users(&self, documents: &[UserDocument]) -> Result<Json<Vec<User>>> {
        let bytes: usize = documents.iter().map(|document| document.as_bytes().len()).sum();
        let mut body = Vec::with_capacity(2 * bytes + 2);
        body.push(b'[');
        for (index, document) in documents.iter().enumerate() {
            if index > 0 {
                body.push(b',');
            }
            self.append_user(document, &mut body)?;
        }
        body.push(b']');
        Ok(Json::new(body))
    }

    fn append_user(&self, document: &UserDocument, body: &mut Vec<u8>) -> Result<()> {
        if self.app.shown_users.recall(&self.instance, document, body) {
            return Ok(());
        }
        let (record, start) = (document.read()?, body.len());
        serde_json::to_writer(&mut *body, &self.view().user(&record))
            .map_err(|error| Error::Internal(error.to_string()))?;
        // The state of a lock depends on the time too.
        if !record.locked && document.as_bytes().len() <= MAX_BYTES {
            self.app.shown_users.keep(&self.instance, document, &body[start..]);
        }
        Ok(())
    }
}
