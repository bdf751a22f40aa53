use std::sync::{Arc, OnceLock};
use std::time::Duration;

use housekey_domain::instances::{self, NewInstance};
use housekey_domain::messages;
use housekey_domain::seal::MasterKey;
use housekey_domain::webhooks::{self, EndpointChanges};
use housekey_sdk::{Client, CreateUser, MessageId, Millis, Retry, User};
use housekey_server::app::{App, Services};
use housekey_server::clock::Clock;
use housekey_server::limits::RateLimiter;
use housekey_server::post::Post;
use housekey_server::rng::rng;
use housekey_server::serve::serve;
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::messages::{MessageKind, MessageRecord, MessageState};
use housekey_store::testing::{TestDatabase, TestEngine, engines};
use housekey_store::webhooks::{DeliveryRecord, EndpointRecord};
use housekey_store::{Db, Moment, Tx};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::receiver::Receiver;

/// A server with an instance and a client.
pub(crate) struct Server {
    pub(crate) client: Client,
    pub(crate) secret_key: String,
    pub(crate) url: String,
    pub(crate) app: Arc<App>,
    pub(crate) instance: InstanceRecord,
    stop: oneshot::Sender<()>,
    pub(crate) database: Arc<TestDatabase>,
}

impl Server {
    /// One on each engine.
    pub(crate) async fn everywhere() -> Vec<Self> {
        Self::of(Environment::Development).await
    }

    /// One on each engine, with a production or a development instance.
    pub(crate) async fn of(environment: Environment) -> Vec<Self> {
        let mut servers = Vec::new();
        for engine in engines() {
            servers.push(Self::on(&engine, environment).await);
        }
        servers
    }

    pub(crate) async fn on(engine: &TestEngine, environment: Environment) -> Self {
        Self::with_post(engine, environment, Post::default()).await
    }

    /// One with a mail server.
    pub(crate) async fn with_post(engine: &TestEngine, environment: Environment, post: Post) -> Self {
        let database = engine.database().await;
        let Settled { instances: [development, production], .. } = settled();
        let instance = if environment == Environment::Production { production } else { development };
        let (key, record) = instances::new_secret_key(environment, Clock::default().now(), &mut rng());
        let new = instance.clone();
        database.db.write(move |tx| instances::create(tx, &new, &record)).await.unwrap();
        let db = database.db.clone();
        Self::start(db, Arc::new(database), instance, key, post).await
    }

    /// Another server on the same database, with its own clock.
    pub(crate) async fn beside(&self) -> Self {
        let db = Db::open(&self.database.url).await.unwrap();
        let (database, key) = (Arc::clone(&self.database), self.secret_key.clone());
        Self::start(db, database, &self.instance, key, Post::default()).await
    }

    async fn start(
        db: Db,
        database: Arc<TestDatabase>,
        instance: &InstanceRecord,
        secret_key: String,
        post: Post,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seal = MasterKey::from_base64(&settled().seal).unwrap();
        let limiter = RateLimiter::new(None, None);
        let services = Services { post: Arc::new(post), ..Services::default() };
        let app = App::with_services(db, Clock::stepping(), seal, url.clone(), limiter, services);
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async {
            stopped.await.ok();
        };
        tokio::spawn(serve(Arc::clone(&app), listener, until));
        let client = Client::builder().secret_key(&secret_key).server(&url).retry(Retry::none());
        let client = client.build().unwrap();
        Self { client, secret_key, url, app, instance: instance.clone(), stop, database }
    }

    /// Adds an endpoint for a receiver; for all types if none are given.
    pub(crate) async fn tells(&self, receiver: &Receiver, kinds: &[&str]) -> EndpointRecord {
        let kinds: Vec<_> = kinds.iter().map(ToString::to_string).collect();
        let changes = EndpointChanges::check(&receiver.url(), "", &kinds).unwrap();
        let endpoint = changes.into_endpoint(&self.app.seal, self.app.clock.now(), &mut rng());
        let new = endpoint.clone();
        self.write(move |tx| webhooks::create(tx, &new)).await;
        endpoint
    }

    pub(crate) async fn user(&self, username: &str) -> User {
        let request = CreateUser { username: Some(username.into()), ..CreateUser::default() };
        self.client.users().create(request).await.unwrap()
    }

    pub(crate) async fn write<T, F>(&self, f: F) -> T
    where
        F: Fn(&mut Tx<'_>) -> housekey_domain::error::Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.write_at(self.app.clock.now(), f).await
    }

    /// Writes at another time than the clock's.
    pub(crate) async fn write_at<T, F>(&self, now: Millis, f: F) -> T
    where
        F: Fn(&mut Tx<'_>) -> housekey_domain::error::Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (id, moment) = (self.instance.id.clone(), Moment { now, ..self.app.moment() });
        self.app.db.write(move |tx| f(&mut Tx::new(tx, &id, moment))).await.unwrap()
    }

    pub(crate) async fn endpoint(&self, endpoint: &EndpointRecord) -> EndpointRecord {
        let id = endpoint.id.clone();
        self.write(move |tx| webhooks::get(tx, &id)).await
    }

    /// The deliveries to an endpoint, newest first.
    pub(crate) async fn deliveries(&self, endpoint: &EndpointRecord) -> Vec<DeliveryRecord> {
        let id = endpoint.id.clone();
        self.write(move |tx| Ok(housekey_store::webhooks::list(tx, &id, 500, 0)?)).await
    }

    /// Waits until the latest delivery to an endpoint has this many attempts.
    pub(crate) async fn tries(&self, endpoint: &EndpointRecord, count: usize) -> DeliveryRecord {
        for _ in 0..1_000 {
            let latest = self.deliveries(endpoint).await.into_iter().next();
            if let Some(latest) = latest.filter(|delivery| delivery.attempts.len() >= count) {
                return latest;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("there should have been {count} attempts: {:?}", self.deliveries(endpoint).await);
    }

    /// Waits until all events have become messages.
    pub(crate) async fn settles(&self) {
        for _ in 0..1_000 {
            let now = self.app.clock.now();
            let read = self.app.db.read(move |tx| housekey_store::events::earliest(tx, now, 1)).await;
            if read.unwrap().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("events should have become messages");
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.app.clock.advance(Millis::from_seconds(seconds));
        self.app.work.notify_one();
    }

    /// Sends a message from a template, and waits until it was sent or attempted.
    pub(crate) async fn mail(&self, kind: MessageKind, slug: &str, to: &str, data: Value) -> MessageRecord {
        let (seal, now) = (&self.app.seal, self.app.clock.now());
        let data = data.as_object().unwrap();
        let message = match kind {
            MessageKind::Email => messages::email(slug, to.into(), data, seal, now, &mut rng()),
            MessageKind::Sms => messages::sms(slug, to.into(), data, seal, now, &mut rng()),
        };
        let id = self.write(move |tx| messages::enqueue(tx, &message)).await;
        self.app.work.notify_one();
        self.settled(&id).await
    }

    /// A message once it was sent or attempted.
    pub(crate) async fn settled(&self, id: &MessageId) -> MessageRecord {
        for _ in 0..1_000 {
            let wanted = id.clone();
            let found = self.write(move |tx| Ok(housekey_store::messages::find(tx, &wanted)?)).await.unwrap();
            let is_put_off =
                found.attempts > 0 || found.sealed_content.is_some() && found.updated_at > found.created_at;
            if found.state != MessageState::Waiting || is_put_off {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the message {id} should have been sent");
    }

    /// The mailbox as returned for the secret key.
    pub(crate) async fn mailbox(&self) -> Vec<Value> {
        let url = format!("{}/dev/mailbox.json", self.url);
        let answer = http().get(url).bearer_auth(&self.secret_key).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// Stops the server gracefully.
    pub(crate) fn stop(self) -> Arc<TestDatabase> {
        self.stop.send(()).ok();
        self.database
    }
}

/// A client that doesn't follow redirects.
pub(crate) fn http() -> reqwest::Client {
    let policy = reqwest::redirect::Policy::none();
    reqwest::Client::builder().redirect(policy).build().unwrap()
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
        let instances = [Environment::Development, Environment::Production].map(|environment| {
            let host = "clerk.example.test".to_owned();
            let new = NewInstance { application_name: "Test".into(), environment, host };
            instances::prepare(new, &seal, Clock::default().now(), &mut rng()).unwrap()
        });
        Settled { seal: seal.to_base64().to_string(), instances }
    })
}
