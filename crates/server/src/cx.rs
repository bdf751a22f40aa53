//! The context of a request in a handler.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use housekey_contract::Millis;
use housekey_domain::error::Error;
use housekey_domain::instances;
use housekey_domain::seal::MasterKey;
use housekey_domain::tickets::Issuer;
use housekey_store::instances::Settings;
use housekey_store::{Moment, Requester, Tx};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::app::App;
use crate::error::Result;
use crate::keyring::Instance;
use crate::rng::rng;
use crate::view::View;

/// The context of a request in a handler: its instance, requester, time and access to the database.
#[derive(Clone)]
pub struct Cx {
    /// State shared by all requests.
    pub app: Arc<App>,
    /// The instance of the request.
    pub instance: Arc<Instance>,
    /// IP address and user agent of the request.
    pub requester: Arc<Requester>,
    /// The request's `Origin` header.
    pub origin: Option<String>,
    now: Millis,
}

impl Cx {
    /// Creates the context of a request.
    pub fn new(
        app: Arc<App>,
        instance: Arc<Instance>,
        requester: Requester,
        origin: Option<String>,
        now: Millis,
    ) -> Self {
        Self { app, instance, requester: Arc::new(requester), origin, now }
    }

    /// The time of the request.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// The instance's settings.
    pub fn settings(&self) -> &Settings {
        self.instance.settings()
    }

    /// The master key that encrypts secrets.
    pub fn seal(&self) -> &MasterKey {
        &self.app.seal
    }

    /// The issuer of the instance's tickets.
    pub fn issuer(&self) -> Issuer<'_> {
        Issuer { instance: self.instance.id(), public_url: &self.app.public_url }
    }

    /// The view that renders records.
    pub fn view(&self) -> View<'_> {
        View { public_url: &self.app.public_url, instance: &self.instance, now: self.now }
    }

    /// A random number generator for this request. Closures that may be retried use a clone.
    pub fn rng(&self) -> StdRng {
        rng()
    }

    /// The time of the request and a new seed.
    fn moment(&self) -> Moment {
        Moment { now: self.now, seed: self.rng().random() }
    }

    /// Runs a read transaction on the instance.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (instance, moment) = (Arc::clone(&self.instance), self.moment());
        self.app.db.read(move |tx| f(&mut Tx::new(tx, instance.id(), moment))).await
    }

    /// Runs a long read transaction on the blocking pool.
    pub async fn scan<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (instance, moment) = (Arc::clone(&self.instance), self.moment());
        self.app.db.scan(move |tx| f(&mut Tx::new(tx, instance.id(), moment))).await
    }

    /// Runs a write transaction on the instance, durable when this returns. The closure may be retried.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (instance, moment) = (Arc::clone(&self.instance), self.moment());
        let requester = Arc::clone(&self.requester);
        let has_queued = Arc::new(AtomicBool::new(false));
        let queued = Arc::clone(&has_queued);
        let written = self.app.db.write(move |tx| {
            let mut tx = Tx::new(tx, instance.id(), moment).asked_by(&requester);
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

    /// Invalidates the cached instance after a change.
    pub fn forget_instance(&self) {
        self.app.keyring.forget(self.instance.id());
    }

    /// Reloads the instance.
    pub async fn renewed(&self) -> Result<Self> {
        self.forget_instance();
        let id = self.instance.id().clone();
        let record = self.app.db.read(move |tx| instances::get(tx, &id)).await?;
        let instance = Arc::new(self.app.keyring.open(record)?);
        Ok(Self { instance, ..self.clone() })
    }

    /// Runs CPU-bound work (hashing, images) on the blocking pool.
    pub async fn slow<T, F>(&self, f: F) -> Result<T>
    where
        F: FnOnce(&Self) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let cx = self.clone();
        self.app.slow.run(move || f(&cx)).await?
    }
}
