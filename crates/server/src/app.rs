//! State shared by all requests.

use std::sync::Arc;
use std::time::Duration;

use housekey_domain::seal::MasterKey;
use housekey_store::{Db, Moment};
use rand::RngExt;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::config::Accountless;
use crate::even_time::EvenTime;
use crate::key_pool::KeyPool;
use crate::keyring::Keyring;
use crate::limits::{Patience, RateLimiter, Slow};
use crate::loopback::is_loopback_url;
use crate::outbound::{Outbound, PrivateAddresses};
use crate::post::Post;
use crate::rng::rng;
use crate::shown::ShownRecords;

/// State shared by all requests.
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The master key that encrypts stored secrets.
    pub seal: Arc<MasterKey>,
    /// The base URL of the server, without a trailing slash: `http://127.0.0.1:4600`.
    pub public_url: String,
    /// Cache of instances by secret key.
    pub keyring: Keyring,
    /// Rate limits per instance.
    pub rate_limiter: RateLimiter,
    /// Timeouts.
    pub patience: Patience,
    /// Limits how much CPU-bound work runs concurrently.
    pub slow: Slow,
    /// Cache of rendered records.
    pub shown: ShownRecords,
    /// HTTP client for outbound requests.
    pub outbound: Outbound,
    /// Wakes the delivery workers; see [`crate::delivery`].
    pub work: Notify,
    /// Signing keys generated in advance.
    pub keys: KeyPool,
    /// Makes sign-in answers take the same time whoever they are about.
    pub even_time: EvenTime,
    /// Optional services.
    pub services: Services,
}

/// Optional services.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// Base URL of the range API for breached passwords.
    pub breached_passwords: Option<String>,
    /// Sends emails and SMS.
    pub post: Arc<Post>,
    /// Settings for accountless applications.
    pub accountless: Accountless,
    /// Whether instances may make the server reach private addresses. With `Auto` it is the public URL that tells whether
    /// only this machine reaches the server.
    pub private_addresses: PrivateAddresses,
    /// The least time that an answer of a sign-in page takes. Zero is for tests of other things.
    pub sign_in_floor: Duration,
}

impl App {
    /// The current time and a new seed, for a transaction outside of a request.
    pub fn moment(&self) -> Moment {
        Moment { now: self.clock.now(), seed: rng().random() }
    }

    /// Creates an app without optional services.
    pub fn new(
        db: Db,
        clock: Clock,
        seal: MasterKey,
        public_url: String,
        rate_limiter: RateLimiter,
    ) -> Arc<Self> {
        Self::with_services(db, clock, seal, public_url, rate_limiter, Services::default())
    }

    /// Creates an app with the given services.
    pub fn with_services(
        db: Db,
        clock: Clock,
        seal: MasterKey,
        public_url: String,
        rate_limiter: RateLimiter,
        services: Services,
    ) -> Arc<Self> {
        let seal = Arc::new(seal);
        let keyring = Keyring::new(db.clone(), Arc::clone(&seal), public_url.clone());
        let outbound = Outbound::allowing(services.private_addresses, is_loopback_url(&public_url));
        Arc::new(Self {
            db,
            clock,
            seal,
            public_url,
            keyring,
            rate_limiter,
            patience: Patience::default(),
            slow: Slow::default(),
            shown: ShownRecords::default(),
            outbound,
            work: Notify::new(),
            keys: KeyPool::default(),
            even_time: EvenTime::new(services.sign_in_floor),
            services,
        })
    }
}
