use housekey_domain::instances;
use housekey_domain::publishable_key::PublishableKey;
use housekey_sdk::{Client, Retry};
use housekey_server::rng::rng;
use housekey_store::instances::{Environment, InstanceRecord, find};

use crate::server::Server;

/// A production instance on the same server, with the development instance's signing key, since generating keys takes
/// long.
pub(crate) struct Live {
    pub(crate) client: Client,
    pub(crate) instance: InstanceRecord,
}

impl Live {
    /// One whose Frontend API is at `clerk.example.com`.
    pub(crate) async fn on(server: &Server) -> Self {
        let publishable_key = PublishableKey::new(Environment::Production, "clerk.example.com").unwrap();
        let instance = InstanceRecord {
            id: "ins_live".into(),
            environment: Environment::Production,
            publishable_key: publishable_key.to_string(),
            ..server.instance.clone()
        };
        let now = server.app.clock.now();
        let (key, record) = instances::new_secret_key(Environment::Production, now, &mut rng());
        let added = instance.clone();
        server.app.db.write(move |tx| instances::create(tx, &added, &record)).await.unwrap();
        let client = Client::builder().secret_key(key).server(&server.url).retry(Retry::none());
        Self { client: client.build().unwrap(), instance }
    }

    /// The instance as currently stored.
    pub(crate) async fn stored(&self, server: &Server) -> InstanceRecord {
        let id = self.instance.id.clone();
        server.app.db.read(move |tx| find(tx, &id)).await.unwrap().unwrap()
    }
}
