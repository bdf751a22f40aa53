use std::net::IpAddr;
use std::sync::Arc;

use housekey_domain::instances::{self, NewInstance};
use housekey_domain::seal::MasterKey;
use housekey_sdk::{AccountlessApplication, Client, CreateSession, CreateUser, Millis, Retry, TokenOptions};
use housekey_server::app::{App, Services};
use housekey_server::clock::Clock;
use housekey_server::config::{Accountless, Offer};
use housekey_server::limits::RateLimiter;
use housekey_server::rng::rng;
use housekey_server::serve::serve;
use housekey_store::instances::{Environment, InstanceRecord, all};
use housekey_store::testing::{TestDatabase, engines};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::server::wire;

/// A server that offers accountless applications.
struct Server {
    app: Arc<App>,
    url: String,
    _stop: oneshot::Sender<()>,
    _database: TestDatabase,
}

impl Server {
    async fn on(database: TestDatabase, settings: Accountless) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let services = Services { accountless: settings, ..Services::default() };
        let (seal, limiter) = (MasterKey::generate(&mut rng()), RateLimiter::new(None, None));
        let db = database.db.clone();
        let app = App::with_services(db, Clock::default(), seal, url.clone(), limiter, services);
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(serve(Arc::clone(&app), listener, async {
            stopped.await.ok();
        }));
        Self { app, url, _stop: stop, _database: database }
    }

    fn client(&self, key: &str) -> Client {
        Client::builder().secret_key(key).server(&self.url).retry(Retry::none()).build().unwrap()
    }

    /// Creates one without a valid key, as anyone can.
    async fn make(&self) -> Result<AccountlessApplication, housekey_sdk::Error> {
        self.client("sk_test_none").experimental_accountless_applications().create().await
    }

    /// Asks from another address of this machine.
    async fn make_from(&self, address: [u8; 4]) -> u16 {
        let client = reqwest::Client::builder().local_address(IpAddr::from(address)).build().unwrap();
        let url = format!("{}/v1/accountless_applications", self.url);
        client.post(url).send().await.unwrap().status().as_u16()
    }

    /// Asks as the page of an origin does.
    async fn make_on_page(&self, origin: &str) -> u16 {
        let url = format!("{}/v1/accountless_applications", self.url);
        let request = reqwest::Client::builder().build().unwrap().post(url).header("origin", origin);
        request.send().await.unwrap().status().as_u16()
    }

    /// A client of an application.
    fn client_of(&self, application: &AccountlessApplication) -> Client {
        self.client(application.secret_key.as_deref().unwrap())
    }

    async fn post(&self, path: &str, token: &str, site: &str) -> reqwest::Response {
        let client = reqwest::Client::builder().build().unwrap();
        let request = client.post(format!("{}{path}", self.url)).header("sec-fetch-site", site);
        request.body(format!("token={token}")).send().await.unwrap()
    }
}

fn offered() -> Accountless {
    Accountless { offer: Offer::On, ..Accountless::default() }
}

#[tokio::test]
async fn whoever_asks_gets_an_instance_that_works() {
    for engine in engines() {
        let server = Server::on(engine.database().await, offered()).await;
        let application = server.make().await.unwrap();
        assert_eq!(application.object, "accountless_application");
        assert!(application.publishable_key.starts_with("pk_test_"));
        let keys = application.api_keys_url.clone().unwrap();
        assert!(
            reqwest::get(keys).await.unwrap().text().await.unwrap().contains(&application.publishable_key)
        );

        let client = server.client_of(&application);
        let ada = CreateUser {
            username: Some("ada_lovelace".into()),
            skip_password_requirement: Some(true),
            ..CreateUser::default()
        };
        let user = client.users().create(ada).await.unwrap();
        let session = CreateSession { user_id: user.id.clone(), ..CreateSession::default() };
        let session = client.sessions().create(session).await.unwrap();
        assert!(
            !client
                .sessions()
                .create_token(&session.id, TokenOptions::default())
                .await
                .unwrap()
                .jwt
                .is_empty()
        );

        let other = server.client_of(&server.make().await.unwrap());
        assert_eq!(wire(&other.users().get(&user.id).await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn an_application_that_is_claimed_stays() {
    for engine in engines() {
        let server = Server::on(engine.database().await, offered()).await;
        let (claimed, left) = (server.make().await.unwrap(), server.make().await.unwrap());
        let applications = server.client_of(&claimed);
        let completed = applications.experimental_accountless_applications().complete().await.unwrap();
        assert_eq!(completed.publishable_key, claimed.publishable_key);
        assert_eq!((completed.secret_key, completed.claim_url), (None, None), "they are not known any more");
        assert!(applications.experimental_accountless_applications().complete().await.is_ok(), "once more");

        server.app.clock.advance(Millis::from_seconds(8 * 24 * 3600));
        server.make().await.unwrap();
        assert!(server.client_of(&claimed).instance_settings().get().await.is_ok());
        let gone = server.client_of(&left).instance_settings().get().await.unwrap_err();
        assert_eq!(wire(&gone), (401, "clerk_key_invalid"));
    }
}

#[tokio::test]
async fn the_page_of_the_claim_claims() {
    for engine in engines() {
        let server = Server::on(engine.database().await, offered()).await;
        let application = server.make().await.unwrap();
        let url = application.claim_url.clone().unwrap();
        let token = url.split_once("token=").unwrap().1;
        // Clerk's browser library appends the URL it was called from.
        let page = reqwest::get(format!("{url}&return_url=https://evil.example/")).await.unwrap();
        assert_eq!(
            (page.status().as_u16(), page.headers()["cache-control"].as_bytes()),
            (200, &b"no-store"[..])
        );
        let page = page.text().await.unwrap();
        assert!(page.contains("Claim application") && !page.contains("evil.example"), "{page}");

        assert_eq!(server.post("/apps/claim", token, "cross-site").await.status(), 403);
        assert_eq!(server.post("/apps/claim", token, "same-origin").await.status(), 200);
        assert!(reqwest::get(&url).await.unwrap().text().await.unwrap().contains("already been claimed"));
        assert_eq!(server.post("/apps/claim", "guessed", "same-origin").await.status(), 404);
        let unknown = reqwest::get(format!("{}/apps/claim?token=%3Cscript%3E", server.url)).await.unwrap();
        assert_eq!(unknown.status(), 404);

        server.app.clock.advance(Millis::from_seconds(8 * 24 * 3600));
        server.make().await.unwrap();
        assert!(server.client_of(&application).instance_settings().get().await.is_ok());
    }
}

#[tokio::test]
async fn no_more_stay_unclaimed_than_are_allowed() {
    for engine in engines() {
        let server =
            Server::on(engine.database().await, Accountless { most_unclaimed: 2, ..offered() }).await;
        let first = server.make().await.unwrap();
        server.make().await.unwrap();
        assert_eq!(wire(&server.make().await.unwrap_err()), (429, "too_many_requests"));
        server.app.clock.advance(Millis::from_seconds(3600));
        server.make().await.unwrap();
        let gone = server.client_of(&first).instance_settings().get().await.unwrap_err();
        assert_eq!(wire(&gone), (401, "clerk_key_invalid"), "the eldest made room");
        assert_eq!(server.app.db.read(all).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn one_noisy_caller_takes_nothing_from_others() {
    for engine in engines() {
        let settings = Accountless { most_unclaimed: 4, most_from_one: 2, ..offered() };
        let server = Server::on(engine.database().await, settings).await;
        let other = [127, 0, 0, 2];
        let first = server.make().await.unwrap();
        server.make().await.unwrap();
        assert_eq!(wire(&server.make().await.unwrap_err()), (429, "too_many_requests"));
        assert_eq!(server.make_from(other).await, 200, "others have room");

        server.app.clock.advance(Millis::from_seconds(3600));
        server.make().await.unwrap();
        let gone = server.client_of(&first).instance_settings().get().await.unwrap_err();
        assert_eq!(wire(&gone), (401, "clerk_key_invalid"), "the caller's own eldest made room");
        assert_eq!(server.app.db.read(all).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_page_of_another_site_makes_none() {
    let server = Server::on(engines().remove(0).database().await, offered()).await;
    for foreign in ["https://evil.example", "http://localhost:3000", "null"] {
        assert_eq!(server.make_on_page(foreign).await, 403, "{foreign}");
    }
    assert!(server.app.db.read(all).await.unwrap().is_empty());
    assert_eq!(server.make_on_page(&server.url).await, 200, "the server's own pages may");
}

#[tokio::test]
async fn a_server_for_real_users_makes_none_by_itself() {
    for engine in engines() {
        let database = engine.database().await;
        let auto = Accountless { offer: Offer::Auto, ..Accountless::default() };
        let server = Server::on(database, auto).await;
        let (host, environment) = ("clerk.example.com".into(), Environment::Production);
        let new = NewInstance { application_name: "Live".into(), environment, host };
        let live = instances::prepare(new, &server.app.seal, server.app.clock.now(), &mut rng()).unwrap();
        let live = InstanceRecord { created_at: Millis(1), ..live };
        assert!(server.make().await.is_ok(), "nobody's server yet");
        server.app.db.write(move |tx| housekey_store::instances::insert(tx, &live)).await.unwrap();
        assert_eq!(wire(&server.make().await.unwrap_err()), (403, "feature_not_enabled"));
    }
    let off = Accountless { offer: Offer::Off, ..Accountless::default() };
    let server = Server::on(engines().remove(0).database().await, off).await;
    assert_eq!(wire(&server.make().await.unwrap_err()), (403, "feature_not_enabled"));
}

#[tokio::test]
async fn only_an_accountless_application_is_claimed() {
    let server = crate::server::Server::everywhere().await.remove(0);
    let refusal = server.client.experimental_accountless_applications().complete().await.unwrap_err();
    assert_eq!(wire(&refusal), (404, "resource_not_found"));
}
