//! A request on its way through a handler.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use housekey_contract::Millis;
use housekey_domain::error::Error;
use housekey_domain::instances;
use housekey_domain::seal::MasterKey;
use housekey_domain::tickets::Issuer;
use housekey_store::instances::Settings;
use housekey_store::{Requester, Tx};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::app::App;
use crate::auth::{self, Instance};
use crate::error::Result;
use crate::view::View;

/// A request on its way through a handler: who asks, when, and what they may reach.
#[derive(Clone)]
pub struct Cx {
    /// What every request shares.
    pub app: Arc<App>,
    /// The instance that the request acts in.
    pub instance: Arc<Instance>,
    /// From where it was asked.
    pub requester: Arc<Requester>,
    /// The request's `Origin`, when it has one.
    pub origin: Option<String>,
    now: Millis,
}

impl Cx {
    /// A request of an instance.
    pub fn new(
        app: Arc<App>,
        instance: Arc<Instance>,
        requester: Requester,
        origin: Option<String>,
        now: Millis,
    ) -> Self {
        Self { app, instance, requester: Arc::new(requester), origin, now }
    }

    /// When the request came.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// How the instance behaves.
    pub fn settings(&self) -> &Settings {
        self.instance.settings()
    }

    /// What secrets are sealed with.
    pub fn seal(&self) -> &MasterKey {
        &self.app.seal
    }

    /// Who makes the instance's tickets.
    pub fn issuer(&self) -> Issuer<'_> {
        let Instance { record, signing_key, .. } = &*self.instance;
        Issuer { instance: &record.id, key: signing_key, public_url: &self.app.public_url }
    }

    /// How records are shown.
    pub fn view(&self) -> View<'_> {
        View { public_url: &self.app.public_url, instance: &self.instance, now: self.now }
    }

    /// A random source of this request's own. Closures that may run again take a clone.
    #[expect(clippy::disallowed_methods, reason = "this is the edge, where randomness comes from")]
    pub fn rng(&self) -> StdRng {
        StdRng::from_rng(&mut rand::rng())
    }

    /// Reads within the instance, from one snapshot.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let instance = Arc::clone(&self.instance);
        self.app.db.read(move |tx| f(&mut Tx::new(tx, instance.id()))).await
    }

    /// Reads much within the instance, away from the threads that answer requests.
    pub async fn scan<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let instance = Arc::clone(&self.instance);
        self.app.db.scan(move |tx| f(&mut Tx::new(tx, instance.id()))).await
    }

    /// Changes the instance; what returns is on disk. The closure may run again.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (instance, requester) = (Arc::clone(&self.instance), Arc::clone(&self.requester));
        let has_queued = Arc::new(AtomicBool::new(false));
        let queued = Arc::clone(&has_queued);
        let written = self.app.db.write(move |tx| {
            let mut tx = Tx::new(tx, instance.id()).asked_by(&requester);
            let answer = f(&mut tx)?;
            queued.store(tx.has_queued(), Ordering::Relaxed);
            Ok::<_, Error>(answer)
        });
        let answer = written.await?;
        if has_queued.load(Ordering::Relaxed) {
            self.app.work.notify_one();
        }
        Ok(answer)
    }

    /// Lets the next request see the instance as it is now: for those who have just changed it.
    pub fn forget_instance(&self) {
        self.app.keyring.forget(self.instance.id());
    }

    /// The request with its instance as it is now.
    pub async fn renewed(&self) -> Result<Self> {
        self.forget_instance();
        let id = self.instance.id().clone();
        let record = self.app.db.read(move |tx| instances::get(tx, &id)).await?;
        let instance = Arc::new(auth::open(&self.app, record)?);
        Ok(Self { instance, ..self.clone() })
    }

    /// Runs slow work (hashing, images) away from the threads that answer requests.
    pub async fn slow<T, F>(&self, f: F) -> Result<T>
    where
        F: FnOnce(&Self) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let cx = self.clone();
        self.app.slow.run(move || f(&cx)).await?
    }
}
