use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use housekey_domain::instances;
use housekey_domain::seal::MasterKey;
use housekey_sdk::{Client, CreateUser, Retry, UpdateInstance, UpdateUser, set};
use housekey_server::app::{App, Services};
use housekey_server::clock::Clock;
use housekey_server::limits::RateLimiter;
use housekey_server::rng::rng;
use housekey_server::serve::serve;
use housekey_store::instances::InstanceRecord;
use housekey_store::testing::{TestDatabase, engines};
use tokio::net::TcpListener;

use crate::server::{Server, wire};

/// `printf 'correct horse battery staple' | sha1sum` is this.
const LEAKED: &str = "correct horse battery staple";
const LEAKED_SHA1: &str = "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42";
const UNKNOWN: &str = "a quiet river under nine bridges";

/// A range API with one password, which can be switched to fail.
async fn list() -> (String, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/range/", listener.local_addr().unwrap());
    let broken = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&broken);
    let answer = move |Path(prefix): Path<String>| async move {
        assert_eq!(prefix.len(), 5, "no more than five digits are told");
        if told.load(Ordering::Relaxed) {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let (first, rest) = LEAKED_SHA1.split_at(5);
        let line = if prefix == first { format!("{rest}:42\r\n") } else { String::new() };
        format!("0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n{line}").into_response()
    };
    let router = Router::new().route("/range/{prefix}", get(answer));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, broken)
}

/// A server configured with a range API.
async fn server(database: &TestDatabase, like: &Server, list: String) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seal = MasterKey::from_base64(&like.app.seal.to_base64()).unwrap();
    let services = Services { breached_passwords: Some(list), ..Services::default() };
    let limiter = RateLimiter::new(None, None);
    let app = App::with_services(database.db.clone(), Clock::default(), seal, url.clone(), limiter, services);
    let instance = InstanceRecord { id: "ins_listed".into(), ..like.instance.clone() };
    let (key, record) = instances::new_secret_key(instance.environment, app.clock.now(), &mut rng());
    app.db.write(move |tx| instances::create(tx, &instance, &record)).await.unwrap();
    tokio::spawn(serve(app, listener, std::future::pending()));
    Client::builder().secret_key(key).server(url).retry(Retry::none()).build().unwrap()
}

fn with_password(name: &str, password: &str) -> CreateUser {
    CreateUser { username: Some(name.into()), password: Some(password.into()), ..CreateUser::default() }
}

#[tokio::test]
async fn a_leaked_password_is_refused_where_the_instance_wants_it() {
    let like = Server::everywhere().await.remove(0);
    for engine in engines() {
        let database = engine.database().await;
        let (url, broken) = list().await;
        let client = server(&database, &like, url).await;
        assert!(client.users().create(with_password("before", LEAKED)).await.is_ok(), "not asked for yet");
        client
            .instance_settings()
            .update(UpdateInstance { hibp: set(true), ..Default::default() })
            .await
            .unwrap();

        let refusal = client.users().create(with_password("leaked", LEAKED)).await.unwrap_err();
        assert_eq!(
            (wire(&refusal), refusal.errors()[0].param_name()),
            ((422, "form_password_pwned"), Some("password"))
        );
        let user = client.users().create(with_password("unknown", UNKNOWN)).await.unwrap();
        let change = UpdateUser { password: Some(LEAKED.into()), ..UpdateUser::default() };
        let refusal = client.users().update(&user.id, change).await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_password_pwned"));
        let skipped = CreateUser { skip_password_checks: Some(true), ..with_password("skipped", LEAKED) };
        assert!(client.users().create(skipped).await.is_ok(), "the caller vouches for it");

        broken.store(true, Ordering::Relaxed);
        assert!(
            client.users().create(with_password("outage", LEAKED)).await.is_ok(),
            "a list that is down stops nobody"
        );
    }
}
