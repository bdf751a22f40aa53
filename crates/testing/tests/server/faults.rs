use std::time::{Duration, Instant};

use housekey_sdk::{CreateUser, Error, ListUsers, Retry};
use housekey_testing::TestServer;

async fn with_ada() -> (TestServer, housekey_sdk::Client) {
    let server = TestServer::start().await;
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..Default::default() })
        .await;
    let client = server.client_builder().retry(Retry::none()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn the_next_calls_fail_and_the_one_after_succeeds() {
    let (server, client) = with_ada().await;
    server.fail("users.get").times(2).with_status(503);

    for _ in 0..2 {
        let error = client.users().get("user_ada").await.unwrap_err();
        assert_eq!((status(&error), error.code()), (503, Some("service_unavailable")));
    }
    assert!(client.users().get("user_ada").await.is_ok());
    assert_eq!(server.calls("users.get"), 3);
}

#[tokio::test]
async fn a_client_that_tries_again_gets_through() {
    let (server, _) = with_ada().await;
    server.fail("users.get").times(2).with_status(500);
    server.fail("users.get").by_dropping_the_connection();

    assert!(server.client().users().get("user_ada").await.is_ok());
    assert_eq!(server.calls("users.get"), 4);
}

#[tokio::test]
async fn other_operations_are_left_alone() {
    let (server, client) = with_ada().await;
    server.fail("users.get").with_status(500);

    assert!(client.users().list(ListUsers::default()).await.is_ok());
    assert!(client.users().get("user_ada").await.is_err());
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let (server, client) = with_ada().await;
    server.fail("users.get").with_delay(Duration::from_millis(50));

    let began = Instant::now();
    assert!(client.users().get("user_ada").await.is_ok());
    assert!(began.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_broken_connection_gives_no_answer_and_nothing_was_done() {
    let (server, client) = with_ada().await;
    server.fail("users.ban").by_dropping_the_connection();

    assert!(matches!(client.users().ban("user_ada").await, Err(Error::Transport(_))));
    assert!(!client.users().get("user_ada").await.unwrap().banned);
}

#[tokio::test]
async fn a_lost_answer_leaves_its_effect() {
    let (server, client) = with_ada().await;
    server.fail("users.ban").by_losing_the_answer();

    assert!(matches!(client.users().ban("user_ada").await, Err(Error::Transport(_))));
    assert!(client.users().get("user_ada").await.unwrap().banned);
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back() {
    let (server, client) = with_ada().await;
    server.fail("users.get").by_rate_limiting(7);

    let error = client.users().get("user_ada").await.unwrap_err();
    assert_eq!((status(&error), error.retry_after()), (429, Some(Duration::from_secs(7))));
}

#[tokio::test]
async fn faults_can_be_taken_back() {
    let (server, client) = with_ada().await;
    server.fail("users.get").times(100).with_error(422, "form_param_invalid", "is invalid");
    assert_eq!(client.users().get("user_ada").await.unwrap_err().code(), Some("form_param_invalid"));

    server.heal();
    assert!(client.users().get("user_ada").await.is_ok());
}

#[tokio::test]
#[should_panic(expected = "users.get, users.update")]
async fn an_operation_that_does_not_exist_is_an_error_at_once() {
    let (server, _) = with_ada().await;
    server.fail("users.fetch").with_status(500);
}

fn status(error: &Error) -> u16 {
    error.status().map_or(0, |status| status.as_u16())
}
