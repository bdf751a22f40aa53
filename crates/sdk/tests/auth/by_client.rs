//! Authentication by way of a client, with the keys of the client's server.

use std::time::Duration;

use housekey_sdk::Client;
use housekey_sdk::auth::{Clock, Options, RequestState, Verifier, authenticate_request};
use http::{HeaderMap, HeaderValue};
use serde_json::json;
use tokio::task::JoinSet;

use housekey_sdk::Millis;

use crate::key_server::{KeyServer, SECRET};
use crate::signing::{NOW, OURS, THEIRS, claims};

/// Options without keys, and a clock that stands at [`NOW`].
fn options() -> Options {
    Options::default().clock(Clock::fixed(Millis::from_seconds(NOW)))
}

fn client(server: &KeyServer) -> Client {
    Client::builder().secret_key(SECRET).server(&server.url).build().unwrap()
}

fn request() -> HeaderMap {
    let token = HeaderValue::try_from(format!("Bearer {}", OURS.token(&claims(&json!({}))))).unwrap();
    HeaderMap::from_iter([(http::header::AUTHORIZATION, token)])
}

fn reason(state: &RequestState) -> &str {
    state.reason().map_or("signed-in", |reason| reason.as_str())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_client_fetches_the_keys_of_its_server_once_for_all_its_clones() {
    let server = KeyServer::slow(&[&OURS], Duration::from_millis(200)).await;
    let client = client(&server);
    assert_eq!(server.hits(), 0, "nobody has asked yet");
    let mut tasks = JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        tasks.spawn(async move {
            client
                .authenticate_request(&request(), &options())
                .await
                .claims()
                .map(|claims| claims.sub.clone())
        });
    }
    assert!(tasks.join_all().await.iter().all(|user| user.as_deref() == Some("user_ada")));
    assert_eq!(server.hits(), 1);
    let token = OURS.token(&claims(&json!({ "jti": "2" })));
    assert_eq!(client.verify_token(&token, &options()).await.unwrap().sub, "user_ada");
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn clients_of_different_servers_trust_different_keys() {
    let (ours, theirs) = (KeyServer::with(&[&OURS]).await, KeyServer::with(&[&THEIRS]).await);
    let (request, options) = (request(), options());
    assert!(client(&ours).authenticate_request(&request, &options).await.is_signed_in());
    let state = client(&theirs).authenticate_request(&request, &options).await;
    assert_eq!(reason(&state), "jwk-kid-mismatch");
}

#[tokio::test]
async fn the_key_of_a_callback_opens_the_key_set_too() {
    let server = KeyServer::with(&[&OURS]).await;
    let fetched = || async { Ok::<_, std::io::Error>(SECRET.to_owned()) };
    let client = Client::builder().secret_key_from(fetched).server(&server.url).build().unwrap();
    assert!(client.authenticate_request(&request(), &options()).await.is_signed_in());

    let broken = || async { Err::<String, _>(std::io::Error::other("the vault is closed")) };
    let client = Client::builder().secret_key_from(broken).server(&server.url).build().unwrap();
    let state = client.authenticate_request(&request(), &options()).await;
    assert_eq!(reason(&state), "jwk-remote-failed-to-load");
    assert!(state.message().unwrap().contains("the vault is closed"));
}

#[tokio::test]
async fn keys_that_the_options_name_win() {
    let server = KeyServer::with(&[&THEIRS]).await;
    let pem = Options::new(Verifier::from_pem(&OURS.pem()).unwrap());
    let options = pem.clock(Clock::fixed(Millis::from_seconds(NOW)));
    assert!(client(&server).authenticate_request(&request(), &options).await.is_signed_in());
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn without_good_keys_everybody_is_signed_out() {
    let server = KeyServer::with(&[&OURS]).await;
    let wrong = Client::builder().secret_key("sk_test_wrong").server(&server.url).build().unwrap();
    for (state, expected) in [
        (wrong.authenticate_request(&request(), &options()).await, "secret-key-invalid"),
        (Client::new("").authenticate_request(&request(), &options()).await, "secret-key-invalid"),
        (authenticate_request(&request(), &options()).await, "jwk-local-missing"),
        (wrong.authenticate_request(&HeaderMap::new(), &options()).await, "session-token-and-uat-missing"),
    ] {
        assert_eq!(reason(&state), expected, "{state:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_waits_fetches_the_keys_too() {
    let server = KeyServer::with(&[&OURS]).await;
    let client = Client::builder().secret_key(SECRET).server(&server.url).build_blocking().unwrap();
    assert!(client.authenticate_request(&request(), &options()).is_signed_in());
    let token = OURS.token(&claims(&json!({ "jti": "waits" })));
    assert_eq!(client.verify_token(&token, &options()).unwrap().sub, "user_ada");
    assert!(client.verify_token("no token", &options()).is_err());
    assert_eq!(server.hits(), 1);
}
