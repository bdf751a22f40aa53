//! When a call is sent again, and when it must not be.

use std::time::Duration;

use housekey_sdk::{Backoff, CreateUser, Error, Retry};
use tokio::net::TcpListener;

use crate::peer::{Peer, Reply, USER, fast, ok, status};

const SHORT: Duration = Duration::from_millis(60);

fn careless() -> Backoff {
    Backoff { resend_unknown: true, ..fast() }
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let script = [status(500), status(503), status(429), Reply::Lose, Reply::Truncate, ok(USER)];
    let peer = Peer::playing(script).await;
    peer.client().users().get("user_1").await.unwrap();
    assert_eq!(peer.seen().len(), 6);
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    for refusal in [400, 401, 403, 404, 409, 422] {
        let peer = Peer::playing([status(refusal)]).await;
        let error = peer.client().users().get("user_1").await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), refusal);
        assert_eq!(peer.seen().len(), 1);
    }
}

#[tokio::test]
async fn without_retries_a_call_is_sent_once() {
    let peer = Peer::playing([status(500), status(500)]).await;
    let client = peer.builder().retry(Retry::none()).build().unwrap();
    assert!(client.users().get("user_1").await.is_err());
    assert_eq!(peer.seen().len(), 1);
    // The other way round for one call, and the client's own rule for the next.
    client.users().get("user_1").retry(Backoff { max_elapsed: SHORT, ..fast() }).await.unwrap_err();
    assert!(peer.seen().len() > 1);
}

#[tokio::test]
async fn a_call_can_do_without_the_retries_of_its_client() {
    let peer = Peer::playing([status(500)]).await;
    assert!(peer.client().users().get("user_1").retry(Retry::none()).await.is_err());
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_post_whose_outcome_is_unknown_is_not_sent_again() {
    for unknown in [status(500), status(503), Reply::Lose, Reply::Truncate, Reply::Hang] {
        let peer = Peer::playing([unknown, ok(USER)]).await;
        let create = peer.client().users().create(CreateUser::default());
        assert!(create.timeout(SHORT).await.is_err());
        assert_eq!(peer.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_post_whose_outcome_is_unknown_is_sent_again_on_demand() {
    for unknown in [status(500), Reply::Lose, Reply::Truncate, Reply::Hang] {
        let peer = Peer::playing([unknown, ok(USER)]).await;
        peer.client().users().create(CreateUser::default()).timeout(SHORT).retry(careless()).await.unwrap();
        assert_eq!(peer.seen().len(), 2);
    }
}

#[tokio::test]
async fn a_post_that_was_not_executed_is_sent_again() {
    let peer = Peer::playing([status(429), ok(USER)]).await;
    peer.client().users().create(CreateUser::default()).await.unwrap();
    assert_eq!(peer.seen().len(), 2);
}

#[tokio::test]
async fn deletions_and_changes_are_sent_again() {
    let peer = Peer::playing([status(502), ok(USER), Reply::Lose, ok("{}")]).await;
    let client = peer.client();
    client.users().update("user_1", housekey_sdk::UpdateUser::default()).await.unwrap();
    client.users().delete("user_1").await.unwrap();
    assert_eq!(peer.seen().len(), 4);
}

#[tokio::test]
async fn a_server_that_comes_up_late_is_reached() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Peer::playing([]).await.builder().server(format!("http://{address}")).build().unwrap();
    let retry = Backoff { initial_interval: Duration::from_millis(20), ..fast() };
    let call = tokio::spawn(client.users().create(CreateUser::default()).retry(retry).into_future());
    tokio::time::sleep(SHORT).await;
    let listener = TcpListener::bind(address).await.unwrap();
    // It is enough to be reached: the answer never comes, and the POST is not repeated.
    let (stream, _) =
        tokio::time::timeout(Duration::from_secs(10), listener.accept()).await.unwrap().unwrap();
    drop(stream);
    let error = call.await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Transport(failure) if !failure.never_connected()), "{error:?}");
}

#[tokio::test]
async fn connection_errors_can_be_left_out() {
    let strict = Backoff { connection_errors: false, ..fast() };
    for lost in [Reply::Lose, Reply::Hang] {
        let peer = Peer::playing([lost, ok(USER)]).await;
        assert!(peer.client().users().get("user_1").timeout(SHORT).retry(strict.clone()).await.is_err());
        assert_eq!(peer.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_pause_that_ends_too_late_is_not_begun() {
    let headers = &[("retry-after", "61")];
    let peer = Peer::playing([Reply::Answer(429, headers, String::new()), ok(USER)]).await;
    let error = peer.client().users().get("user_1").await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_retry_that_outlasts_the_call_does_not_hide_the_outcome_before() {
    let peer = Peer::playing([status(502), Reply::Hang]).await;
    let retry = Backoff { max_elapsed: SHORT, ..fast() };
    let error = peer.client().users().get("user_1").retry(retry).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 502);
    assert_eq!(peer.seen().len(), 2);
}

#[tokio::test]
async fn attempts_end_with_the_time_for_all_of_them() {
    let peer = Peer::playing(vec![status(500); 1000]).await;
    let retry = Backoff { exponent: 1.0, max_elapsed: SHORT, ..fast() };
    let started = tokio::time::Instant::now();
    let error = peer.client().users().get("user_1").retry(retry).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    assert!(peer.seen().len() > 2);
    assert!(peer.seen().iter().all(|seen| seen.at - started < SHORT + Duration::from_millis(500)));
}
