//! What can be set, for the client and for one call.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use housekey_sdk::{Client, Error, Retry, reqwest};

use crate::peer::{KEY, Peer, Reply, USER, ok, status};

#[tokio::test]
async fn one_call_can_go_to_another_server() {
    let (home, away) = (Peer::playing([ok(USER)]).await, Peer::playing([ok(USER)]).await);
    let client = home.client();
    client.users().get("user_1").server(format!("{}/api/", away.url)).await.unwrap();
    client.users().get("user_2").await.unwrap();
    assert_eq!(away.only().target, "/api/users/user_1");
    assert_eq!(home.only().target, "/v1/users/user_2");
}

#[tokio::test]
async fn one_call_can_have_headers_of_its_own() {
    let peer = Peer::playing([ok(USER), ok(USER)]).await;
    let client = peer.client();
    let call = client
        .users()
        .get("user_1")
        .header("Idempotency-Key", "k1")
        .header("clerk-api-version", "2024-10-01");
    call.header("authorization", "Bearer sk_other").await.unwrap();
    client.users().get("user_1").await.unwrap();

    let seen = peer.seen();
    assert_eq!(seen[0].header("idempotency-key"), Some("k1"));
    assert_eq!(seen[0].header("clerk-api-version"), Some("2024-10-01"));
    assert_eq!(seen[0].header("authorization"), Some("Bearer sk_other"));
    assert_eq!(seen[1].header("idempotency-key"), None);
}

#[tokio::test]
async fn a_header_that_can_not_be_sent_is_told() {
    let peer = Peer::playing([]).await;
    let client = peer.client();
    let error = client.users().get("user_1").header("no name", "x").await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    let error = client.users().get("user_1").header("x-note", "a\nb").await.unwrap_err();
    assert!(error.to_string().contains("x-note"), "{error}");
    assert!(peer.seen().is_empty());
}

#[tokio::test]
async fn a_callback_is_asked_for_the_key_before_every_attempt() {
    let peer = Peer::playing([status(500), ok(USER)]).await;
    let asked = AtomicU32::new(0);
    let client = peer
        .builder()
        .secret_key_from(move || {
            let number = asked.fetch_add(1, Ordering::Relaxed);
            async move { Ok::<_, Error>(format!("sk_test_{number}\n")) }
        })
        .build()
        .unwrap();
    client.users().get("user_1").await.unwrap();
    let keys: Vec<_> =
        peer.seen().iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(keys, ["Bearer sk_test_0", "Bearer sk_test_1"]);
}

#[tokio::test]
async fn without_a_key_from_the_callback_nothing_is_sent() {
    let peer = Peer::playing([]).await;
    let client =
        peer.builder().secret_key_from(|| async { Err::<String, _>("the vault is sealed") }).build().unwrap();
    let error = client.users().get("user_1").await.unwrap_err();
    assert_eq!(error.to_string(), "failed to get the bearer token: the vault is sealed");
    assert!(peer.seen().is_empty());
}

#[tokio::test]
async fn the_timeout_is_for_each_attempt_and_can_be_set_for_all_calls() {
    let peer = Peer::playing([Reply::Hang, ok(USER), Reply::Hang]).await;
    let client = peer.builder().timeout(Duration::from_millis(50)).build().unwrap();
    client.users().get("user_1").await.unwrap();
    assert_eq!(peer.seen().len(), 2);
    let error = client
        .users()
        .get("user_1")
        .timeout(Duration::from_millis(20))
        .retry(Retry::none())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout { after } if after == Duration::from_millis(20)), "{error:?}");
}

#[tokio::test]
async fn version_user_agent_and_http_client_can_be_ones_own() {
    let peer = Peer::playing([ok(USER)]).await;
    let own = reqwest::Client::builder()
        .default_headers([(reqwest::header::VIA, "own".parse().unwrap())].into_iter().collect());
    let client = peer
        .builder()
        .api_version("2024-10-01")
        .user_agent("acme/1.0")
        .http_client(own.build().unwrap())
        .build()
        .unwrap();
    client.users().get("user_1").await.unwrap();
    let seen = peer.only();
    assert_eq!(seen.header("clerk-api-version"), Some("2024-10-01"));
    assert_eq!(seen.header("user-agent"), Some("acme/1.0"));
    assert_eq!(seen.header("via"), Some("own"));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
}

#[tokio::test]
async fn what_can_not_work_is_told_when_the_client_is_built() {
    let builders = [
        Client::builder(),
        Client::builder().secret_key(""),
        Client::builder().secret_key("pk_test_abc"),
        Client::builder().secret_key(KEY).server("api.clerk.com"),
        Client::builder().secret_key(KEY).api_version("2024\n"),
    ];
    for builder in builders {
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    }
    assert_eq!(Client::new(KEY).server(), "https://api.clerk.com/v1");
}
