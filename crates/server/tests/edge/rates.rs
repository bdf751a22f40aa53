//! Rate limits as seen by clients.

use std::time::Duration;

use housekey_sdk::Backoff;
use housekey_server::config::Rate;
use housekey_server::limits::RateLimiter;
use reqwest::Method;

use crate::server::{Server, wire};
use crate::{refusal, with_key};

/// Three requests in this many seconds, for development instances, which all of these are.
async fn limited(seconds: u32) -> Server {
    let rate = Rate { requests: 3, seconds };
    Server::changed(|app| app.rate_limiter = RateLimiter::new(None, Some(rate))).await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let server = limited(60).await;
    for _ in 0..3 {
        assert!(server.client.jwks().get().await.is_ok());
    }
    let error = server.client.jwks().get().await.unwrap_err();
    assert_eq!(wire(&error), (429, "too_many_requests"));
    assert!(error.is_rate_limited());
    let pause = error.retry_after().unwrap();
    assert!((Duration::from_secs(1)..=Duration::from_mins(1)).contains(&pause), "{pause:?}");
    assert!(server.foreign.jwks().get().await.is_ok(), "instances are counted apart");
    server.advance(60);
    assert!(server.client.jwks().get().await.is_ok(), "the window has passed");
}

#[tokio::test]
async fn the_sdk_waits_as_long_as_it_is_told() {
    let server = limited(1).await;
    for _ in 0..4 {
        server.client.jwks().get().retry(Backoff::default()).await.unwrap();
    }
}

#[tokio::test]
async fn the_refusal_has_the_envelope_and_the_header() {
    let server = limited(60).await;
    for _ in 0..3 {
        server.client.jwks().get().await.unwrap();
    }
    let answer = with_key(&server, Method::GET, "/v1/users").send().await.unwrap();
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);
    assert_eq!(refusal(answer).await, (429, "too_many_requests".into(), None));
}
