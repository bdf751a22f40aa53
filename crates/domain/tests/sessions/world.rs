use std::sync::{Arc, OnceLock};

use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::{Millis, UserId};
use housekey_domain::error::Result;
use housekey_domain::instances::{NewInstance, prepare, signing_key};
use housekey_domain::keys::SigningKey;
use housekey_domain::seal::MasterKey;
use housekey_domain::sessions::{self, NewSession};
use housekey_domain::tickets::Issuer;
use housekey_store::instances::{self, Environment, InstanceRecord};
use housekey_store::sessions::SessionRecord;
use housekey_store::testing::{TestDatabase, engines};
use housekey_store::users::{self, UserRecord};
use housekey_store::{Moment, Tx};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A moment in the middle of a day.
pub(crate) const NOW: Millis = Millis(1_750_000_000_000);
/// The origin that tokens are for.
pub(crate) const ORIGIN: &str = "https://app.example.com";

/// An instance in its own database, with a user called Ada.
pub(crate) struct World {
    database: TestDatabase,
    pub(crate) instance: Arc<InstanceRecord>,
    pub(crate) key: Arc<SigningKey>,
    pub(crate) seal: Arc<MasterKey>,
    pub(crate) ada: UserId,
}

impl World {
    /// One on each engine.
    pub(crate) async fn everywhere() -> Vec<Self> {
        let mut worlds = Vec::new();
        for engine in engines() {
            worlds.push(Self::on(engine.database().await).await);
        }
        worlds
    }

    async fn on(database: TestDatabase) -> Self {
        let (seal, instance) = settled();
        let ada = UserRecord {
            id: UserId::from("user_ada"),
            first_name: Some("Ada".into()),
            last_name: Some("Lovelace".into()),
            created_at: NOW,
            ..UserRecord::default()
        };
        let record = Arc::clone(&instance);
        let user = ada.clone();
        let moment = Moment { now: NOW, seed: rng().random() };
        let add = database.db.write(move |tx| {
            instances::insert(tx, &record)?;
            users::insert(&mut Tx::new(tx, &record.id, moment), &user)
        });
        add.await.unwrap();
        let key = Arc::new(signing_key(&instance, &seal).unwrap());
        Self { database, instance, key, seal, ada: ada.id }
    }

    pub(crate) async fn write<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.write_at(NOW, f).await
    }

    /// Writes at another time than `NOW`.
    pub(crate) async fn write_at<T, F>(&self, now: Millis, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let instance = Arc::clone(&self.instance);
        let moment = Moment { now, seed: rng().random() };
        self.database.db.write(move |tx| f(&mut Tx::new(tx, &instance.id, moment))).await
    }

    pub(crate) fn issuer(&self) -> Issuer<'_> {
        Issuer { instance: &self.instance.id, public_url: "https://id.example.com" }
    }

    /// Changes Ada, bypassing the rules.
    pub(crate) async fn change_ada(&self, change: fn(&mut UserRecord)) {
        let id = self.ada.clone();
        let changed = self.write(move |tx| {
            let mut user = housekey_domain::users::get(tx, &id)?;
            change(&mut user);
            Ok(users::update(tx, &user)?)
        });
        changed.await.unwrap();
    }

    pub(crate) async fn ada(&self) -> UserRecord {
        let id = self.ada.clone();
        self.write(move |tx| housekey_domain::users::get(tx, &id)).await.unwrap()
    }

    /// Opens a session for a user.
    pub(crate) async fn session_of(&self, user: &str) -> Result<SessionRecord> {
        let request = CreateSession { user_id: user.into(), ..CreateSession::default() };
        let new = NewSession::check(request, &self.instance, NOW, &mut rng())?;
        self.write(move |tx| sessions::create(tx, &new)).await
    }

    /// Opens a session for Ada.
    pub(crate) async fn session(&self) -> SessionRecord {
        self.session_of(self.ada.as_str()).await.unwrap()
    }
}

/// A new random number generator, so that ids differ.
#[expect(clippy::disallowed_methods, reason = "tests have no edge to get randomness from")]
pub(crate) fn rng() -> StdRng {
    StdRng::from_rng(&mut rand::rng())
}

/// A development instance and its master key, shared by all tests: generating a key takes long.
fn settled() -> (Arc<MasterKey>, Arc<InstanceRecord>) {
    static SETTLED: OnceLock<(Arc<MasterKey>, Arc<InstanceRecord>)> = OnceLock::new();
    let settled = SETTLED.get_or_init(|| {
        let seal = MasterKey::generate(&mut rng());
        let new = NewInstance {
            application_name: "Test".into(),
            environment: Environment::Development,
            host: "clerk.example.test".into(),
        };
        let instance = prepare(new, &seal, NOW, &mut rng()).unwrap();
        (Arc::new(seal), Arc::new(instance))
    });
    settled.clone()
}
