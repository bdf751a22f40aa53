//! The server as a whole: what every request shares.

use std::sync::Arc;

use housekey_domain::seal::MasterKey;
use housekey_store::Db;
use tokio::sync::Notify;

use crate::accountless::{self, KeyPool};
use crate::auth::Keyring;
use crate::clock::Clock;
use crate::limits::{Patience, RateLimiter, Slow};
use crate::outbound::Outbound;
use crate::post::Post;
use crate::shown::ShownUsers;

/// What every request shares.
pub struct App {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// What secrets are sealed with at rest.
    pub seal: MasterKey,
    /// Where the server is reached from outside, without a slash at the end: `http://127.0.0.1:4600`.
    pub public_url: String,
    /// The instances that secret keys open.
    pub keyring: Keyring,
    /// How often an instance may ask.
    pub rate_limiter: RateLimiter,
    /// How long the server waits for others.
    pub patience: Patience,
    /// Bounds how much slow work runs at once.
    pub slow: Slow,
    /// Users as they were last shown.
    pub shown_users: ShownUsers,
    /// Asks other servers.
    pub outbound: Outbound,
    /// Wakes those who send what happened; see [`crate::delivery`].
    pub work: Notify,
    /// Signing keys that were made ahead.
    pub keys: KeyPool,
    /// What not every server offers.
    pub services: Services,
}

/// What not every server offers.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// The list that leaked passwords are looked up in: its URL, up to the first digits of a hash.
    pub breached_passwords: Option<String>,
    /// Carries e-mails and SMS out of the house.
    pub post: Arc<Post>,
    /// Applications for whoever asks.
    pub accountless: accountless::Settings,
}

impl App {
    /// Puts a server together that offers what every server does.
    pub fn new(
        db: Db,
        clock: Clock,
        seal: MasterKey,
        public_url: String,
        rate_limiter: RateLimiter,
    ) -> Arc<Self> {
        Self::with_services(db, clock, seal, public_url, rate_limiter, Services::default())
    }

    /// Puts a server together that offers more.
    pub fn with_services(
        db: Db,
        clock: Clock,
        seal: MasterKey,
        public_url: String,
        rate_limiter: RateLimiter,
        services: Services,
    ) -> Arc<Self> {
        let keyring = Keyring::default();
        Arc::new(Self {
            db,
            clock,
            seal,
            public_url,
            keyring,
            rate_limiter,
            patience: Patience::default(),
            slow: Slow::default(),
            shown_users: ShownUsers::default(),
            outbound: Outbound::default(),
            work: Notify::new(),
            keys: KeyPool::default(),
            services,
        })
    }
}
