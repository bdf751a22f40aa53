use std::sync::{Arc, OnceLock};

use housekey_domain::error::Error as Refusal;
use housekey_domain::instances::{self, NewInstance};
use housekey_domain::keys::SigningKey;
use housekey_domain::seal::MasterKey;
use housekey_sdk::{Client, CreateSession, CreateUser, Error, Millis, Retry, Session, User};
use housekey_server::api::Api;
use housekey_server::app::App;
use housekey_server::backend;
use housekey_server::clock::Clock;
use housekey_server::endpoint::Endpoints;
use housekey_server::limits::RateLimiter;
use housekey_server::rng::rng;
use housekey_server::serve::serve_apis;
use housekey_store::Tx;
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::testing::{TestDatabase, TestEngine, engines};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A server with two isolated instances, and a client for each.
pub(crate) struct Server {
    pub(crate) client: Client,
    pub(crate) foreign: Client,
    pub(crate) secret_key: String,
    pub(crate) foreign_key: String,
    pub(crate) url: String,
    pub(crate) app: Arc<App>,
    pub(crate) instance: InstanceRecord,
    _stop: oneshot::Sender<()>,
    _database: TestDatabase,
}

impl Server {
    /// One on each engine.
    pub(crate) async fn everywhere() -> Vec<Self> {
        let mut servers = Vec::new();
        for engine in engines() {
            servers.push(Self::on(engine.database().await, vec![backend::api()], |_| {}).await);
        }
        servers
    }

    /// One with changed settings.
    pub(crate) async fn changed(change: impl FnOnce(&mut App)) -> Self {
        Self::on(TestEngine::SqliteMemory.database().await, vec![backend::api()], change).await
    }

    /// One with the test's own endpoints.
    pub(crate) async fn serving(endpoints: Endpoints) -> Self {
        Self::on(TestEngine::SqliteMemory.database().await, vec![backend::of(endpoints)], |_| {}).await
    }

    /// One with these APIs.
    pub(crate) async fn with_apis(apis: Vec<Api>) -> Self {
        Self::on(TestEngine::SqliteMemory.database().await, apis, |_| {}).await
    }

    /// One with endpoints of the test's own that is set up otherwise.
    pub(crate) async fn serving_changed(endpoints: Endpoints, change: impl FnOnce(&mut App)) -> Self {
        Self::on(TestEngine::SqliteMemory.database().await, vec![backend::of(endpoints)], change).await
    }

    async fn on(database: TestDatabase, apis: Vec<Api>, change: impl FnOnce(&mut App)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let Settled { seal, instances: [own, foreign] } = settled();
        let seal = MasterKey::from_base64(seal).unwrap();
        let (db, limiter) = (database.db.clone(), RateLimiter::new(None, None));
        let mut app = App::new(db, Clock::stepping(), seal, url.clone(), limiter);
        change(Arc::get_mut(&mut app).unwrap());
        let (secret_key, client) = open(&app, own, &url).await;
        let (foreign_key, foreign) = open(&app, foreign, &url).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async {
            stopped.await.ok();
        };
        let serving = Arc::clone(&app);
        tokio::spawn(async move { serve_apis(serving, &apis, listener, until).await });
        Self {
            client,
            foreign,
            secret_key,
            foreign_key,
            url,
            app,
            instance: own.clone(),
            _stop: stop,
            _database: database,
        }
    }

    /// The key that signs the instance's tokens.
    pub(crate) fn signing_key(&self) -> SigningKey {
        instances::signing_key(&self.instance, &self.app.seal).unwrap()
    }

    /// A new user.
    pub(crate) async fn ada(&self) -> User {
        let ada = CreateUser {
            first_name: Some("Ada".into()),
            username: Some("ada_lovelace".into()),
            skip_password_requirement: Some(true),
            ..CreateUser::default()
        };
        self.client.users().create(ada).await.unwrap()
    }

    /// A session of a user.
    pub(crate) async fn session_of(&self, user: &User) -> Session {
        let request = CreateSession { user_id: user.id.clone(), ..CreateSession::default() };
        self.client.sessions().create(request).await.unwrap()
    }

    /// A session of a new user.
    pub(crate) async fn session(&self) -> Session {
        self.session_of(&self.ada().await).await
    }

    /// Changes the instance in a way that no operation offers yet.
    pub(crate) async fn write<F>(&self, f: F)
    where
        F: Fn(&mut Tx<'_>) -> Result<(), Refusal> + Send + Sync + 'static,
    {
        let (id, moment) = (self.instance.id.clone(), self.app.moment());
        self.app.db.write(move |tx| f(&mut Tx::new(tx, &id, moment))).await.unwrap();
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.app.clock.advance(Millis::from_seconds(seconds));
    }
}

/// The status and code of an error on the wire.
pub(crate) fn wire(error: &Error) -> (u16, &str) {
    (error.status().map_or(0, |status| status.as_u16()), error.code().unwrap_or_default())
}

async fn open(app: &App, instance: &InstanceRecord, url: &str) -> (String, Client) {
    let (key, record) = instances::new_secret_key(instance.environment, app.clock.now(), &mut rng());
    let instance = instance.clone();
    app.db.write(move |tx| instances::create(tx, &instance, &record)).await.unwrap();
    let client = Client::builder().secret_key(&key).server(url).retry(Retry::none()).build().unwrap();
    (key, client)
}

/// Shared by all tests, since generating keys takes long.
struct Settled {
    seal: String,
    instances: [InstanceRecord; 2],
}

fn settled() -> &'static Settled {
    static SETTLED: OnceLock<Settled> = OnceLock::new();
    SETTLED.get_or_init(|| {
        let seal = MasterKey::generate(&mut rng());
        let instances = ["clerk.example.test", "clerk.other.test"].map(|host| {
            let environment = Environment::Development;
            let new = NewInstance { application_name: "Test".into(), environment, host: host.into() };
            instances::prepare(new, &seal, Clock::default().now(), &mut rng()).unwrap()
        });
        Settled { seal: seal.to_base64().to_string(), instances }
    })
}
