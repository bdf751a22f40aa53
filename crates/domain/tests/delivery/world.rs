use std::sync::Arc;

use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::backend::users::CreateUser;
use housekey_contract::{InstanceId, Millis, UserId};
use housekey_domain::error::Result;
use housekey_domain::seal::MasterKey;
use housekey_domain::sessions::{self, NewSession};
use housekey_domain::users::{self, NewUser};
use housekey_store::events::{StoredEvent, earliest};
use housekey_store::instances::{self, InstanceRecord};
use housekey_store::sessions::SessionRecord;
use housekey_store::testing::{TestDatabase, engines};
use housekey_store::webhooks::{self, EndpointRecord};
use housekey_store::{Moment, Requester, StoreError, Tx};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

pub(crate) const NOW: Millis = Millis(1_750_000_000_000);

/// A database with an instance.
pub(crate) struct World {
    database: TestDatabase,
    pub(crate) instance: Arc<InstanceRecord>,
    pub(crate) seal: Arc<MasterKey>,
}

impl World {
    /// One on each engine, without endpoints.
    pub(crate) async fn everywhere() -> Vec<Self> {
        let mut worlds = Vec::new();
        for engine in engines() {
            worlds.push(Self::on(engine.database().await).await);
        }
        worlds
    }

    /// One on each engine, with an endpoint.
    pub(crate) async fn listening() -> Vec<Self> {
        let worlds = Self::everywhere().await;
        for world in &worlds {
            let endpoint = EndpointRecord { id: "ep_1".into(), ..EndpointRecord::default() };
            world.write(move |tx| Ok(webhooks::insert(tx, &endpoint)?)).await.unwrap();
        }
        worlds
    }

    async fn on(database: TestDatabase) -> Self {
        let instance = InstanceRecord { id: InstanceId::from("ins_1"), ..InstanceRecord::default() };
        let record = instance.clone();
        let added: Result<_, StoreError> = database.db.write(move |tx| instances::insert(tx, &record)).await;
        added.unwrap();
        Self { database, instance: Arc::new(instance), seal: Arc::new(MasterKey::generate(&mut rng())) }
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
        let requester = Requester { client_ip: "192.0.2.1".into(), user_agent: "test".into() };
        let moment = Moment { now, seed: rng().random() };
        let db = &self.database.db;
        db.write(move |tx| f(&mut Tx::new(tx, &instance.id, moment).asked_by(&requester))).await
    }

    /// All events, in order.
    pub(crate) async fn events(&self) -> Vec<StoredEvent> {
        let read: Result<_, StoreError> = self.database.db.read(|tx| earliest(tx, NOW, 100)).await;
        read.unwrap()
    }

    /// The types of all events, in order.
    pub(crate) async fn kinds(&self) -> Vec<String> {
        self.events().await.into_iter().map(|stored| stored.event.kind.to_string()).collect()
    }

    pub(crate) async fn ada(&self) -> UserId {
        let request = CreateUser {
            email_address: Some(vec!["ada@example.com".into()]),
            external_id: Some("42".into()),
            ..CreateUser::default()
        };
        let new = NewUser::check(request, &self.instance.settings, &self.seal, NOW, &mut rng()).unwrap();
        self.write(move |tx| users::create(tx, &new)).await.unwrap().id
    }

    pub(crate) async fn session_of(&self, user: &UserId) -> SessionRecord {
        let request = CreateSession { user_id: user.clone(), ..CreateSession::default() };
        let new = NewSession::check(request, &self.instance, NOW, &mut rng()).unwrap();
        self.write(move |tx| sessions::create(tx, &new)).await.unwrap()
    }
}

/// A new random number generator, so that ids differ.
#[expect(clippy::disallowed_methods, reason = "tests have no edge to get randomness from")]
pub(crate) fn rng() -> StdRng {
    StdRng::from_rng(&mut rand::rng())
}
