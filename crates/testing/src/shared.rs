//! State shared by a server's handle and its thread.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use housekey_contract::{InstanceId, Millis, WebhookEndpointId};
use housekey_domain::instances::{self, NewInstance};
use housekey_domain::keys::SigningKey;
use housekey_domain::seal::MasterKey;
use housekey_domain::webhooks::{self, EndpointChanges, reveal};
use housekey_server::app::{App, Services};
use housekey_server::config::{Accountless, Offer};
use housekey_server::cx::Cx;
use housekey_server::limits::RateLimiter;
use housekey_server::rng::rng;
use housekey_server::serve::{edge, serve_with};
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::webhooks::EndpointRecord;
use housekey_store::{DatabaseUrl, Db, Requester, Tx};
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use crate::builder::TestServerBuilder;
use crate::clock::TestClock;
use crate::faults::Faults;
use crate::front::Front;
use crate::webhooks::{Inbox, PATH};

/// An RSA key in DER (PKCS#8), for tests only, because it is public. Generating one takes 100 ms.
const TEST_KEY: &[u8] = include_bytes!("test_key.der");

/// State shared by a server's handle and its thread.
pub(crate) struct Shared {
    pub(crate) app: Arc<App>,
    pub(crate) clock: TestClock,
    pub(crate) runtime: Handle,
    pub(crate) url: String,
    pub(crate) instance: InstanceRecord,
    pub(crate) secret_key: String,
    pub(crate) pem: String,
    pub(crate) endpoint: WebhookEndpointId,
    pub(crate) webhook_secret: String,
    pub(crate) faults: Faults,
    pub(crate) inbox: Inbox,
}

/// Creates everything that a server needs.
pub(crate) async fn set_up(
    builder: TestServerBuilder,
    runtime: Handle,
) -> Result<(Arc<Shared>, TcpListener), String> {
    make(builder, runtime).await.map_err(|problem| problem.to_string())
}

type Problem = Box<dyn std::error::Error + Send + Sync>;

async fn make(builder: TestServerBuilder, runtime: Handle) -> Result<(Arc<Shared>, TcpListener), Problem> {
    let address = builder.address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
    let listener = TcpListener::bind(address).await?;
    let host = listener.local_addr()?.to_string();
    let (clock, url) = (builder.clock.unwrap_or_default(), format!("http://{host}"));
    let app = app(&clock, url.clone()).await?;
    let (now, mut rng) = (app.clock.now(), rng());
    let new = NewInstance {
        application_name: "Test application".to_owned(),
        environment: Environment::Development,
        host,
    };
    let instance = if builder.own_signing_key {
        instances::prepare(new, &app.seal, now, &mut rng)?
    } else {
        instances::prepare_with(new, TEST_KEY, &app.seal, now, &mut rng)?
    };
    let secret_key = match builder.secret_key {
        Some(key) => checked(key)?,
        None => instances::new_secret_key(instance.environment, now, &mut rng).0,
    };
    let endpoint = EndpointChanges::check(&format!("{url}{PATH}"), "Test inbox", &[])?;
    let endpoint = endpoint.into_endpoint(&app.seal, now, &mut rng);
    keep(&app, &instance, &secret_key, &endpoint).await?;
    let signing_key: SigningKey = instances::signing_key(&instance, &app.seal)?;
    let shared = Shared {
        webhook_secret: reveal(&endpoint, &app.seal)?.to_text(),
        endpoint: endpoint.id,
        pem: signing_key.public_pem().to_owned(),
        app,
        clock,
        runtime,
        url,
        instance,
        secret_key,
        faults: Faults::default(),
        inbox: Inbox::default(),
    };
    Ok((Arc::new(shared), listener))
}

async fn app(clock: &TestClock, url: String) -> Result<Arc<App>, Problem> {
    let db = Db::open(&DatabaseUrl::SqliteMemory).await?;
    let seal = MasterKey::generate(&mut rng());
    // Keys are generated on demand, because most tests don't need any.
    let offer = Offer::On;
    let accountless = Accountless { offer, keys_ahead: 0, ..Accountless::default() };
    let services = Services { accountless, ..Services::default() };
    let limiter = RateLimiter::new(None, None);
    Ok(App::with_services(db, clock.inner().clone(), seal, url, limiter, services))
}

async fn keep(
    app: &App,
    instance: &InstanceRecord,
    secret_key: &str,
    endpoint: &EndpointRecord,
) -> Result<(), Problem> {
    let key = instances::secret_key_record(secret_key, app.clock.now(), &mut rng());
    let (instance, endpoint, moment) = (instance.clone(), endpoint.clone(), app.moment());
    let written = app.db.write(move |tx| {
        instances::create(tx, &instance, &key)?;
        webhooks::create(&mut Tx::new(tx, &instance.id, moment), &endpoint)
    });
    Ok(written.await?)
}

fn checked(key: String) -> Result<String, Problem> {
    let rest = key.strip_prefix("sk_test_").unwrap_or_default();
    if rest.len() < 24 || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err("the secret key must be sk_test_ and at least 24 letters and digits".into());
    }
    Ok(key)
}

/// Serves until the future is dropped.
pub(crate) async fn serve(shared: Arc<Shared>, listener: TcpListener) {
    let app = Arc::clone(&shared.app);
    let front = Front::new(edge(&app), shared);
    serve_with(app, move |request| front.clone().answer(request), listener, std::future::pending()).await;
}

impl Shared {
    pub(crate) fn instance_id(&self) -> InstanceId {
        self.instance.id.clone()
    }

    pub(crate) fn now(&self) -> Millis {
        self.app.clock.now()
    }

    /// The context of a request with the secret key.
    pub(crate) async fn request(&self) -> Cx {
        let bearer =
            HeaderValue::from_str(&format!("Bearer {}", self.secret_key)).expect("letters and digits");
        let headers = HeaderMap::from_iter([(header::AUTHORIZATION, bearer)]);
        let now = self.now();
        let instance = self.app.keyring.authenticate(&headers, now).await;
        let instance =
            instance.unwrap_or_else(|refusal| panic!("the server knows its secret key: {refusal:?}"));
        Cx::new(Arc::clone(&self.app), instance, Requester::default(), None, now)
    }
}
