//! Signing keys for new instances, made ahead: making one takes a tenth of a second.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use housekey_domain::error::Error;
use housekey_domain::keys::SigningKey;
use tokio::sync::Notify;
use zeroize::Zeroizing;

use crate::error::Result;
use crate::limits::Slow;

/// A key, in DER (PKCS#8).
type Pkcs8 = Zeroizing<Vec<u8>>;

/// Keys that are ready.
#[derive(Default)]
pub struct KeyPool {
    ready: Mutex<VecDeque<Pkcs8>>,
    taken: Notify,
}

impl KeyPool {
    /// A key: one that is ready, or else a new one.
    pub(crate) async fn take(&self, slow: &Slow) -> Result<Pkcs8> {
        let ready = self.lock().pop_front();
        self.taken.notify_one();
        match ready {
            Some(key) => Ok(key),
            None => generate(slow).await,
        }
    }

    /// How many keys are ready.
    pub(crate) fn ready(&self) -> usize {
        self.lock().len()
    }

    /// Makes one more.
    pub(crate) async fn make_one(&self, slow: &Slow) -> Result<()> {
        let key = generate(slow).await?;
        self.lock().push_back(key);
        Ok(())
    }

    /// Waits until a key is taken.
    pub(crate) async fn one_taken(&self) {
        self.taken.notified().await;
    }

    #[cfg(test)]
    pub(crate) fn fill(&self, keys: impl IntoIterator<Item = Pkcs8>) {
        self.lock().extend(keys);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Pkcs8>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn generate(slow: &Slow) -> Result<Pkcs8> {
    slow.run(SigningKey::generate).await?.map_err(|error| Error::Internal(error.to_string()))
}
