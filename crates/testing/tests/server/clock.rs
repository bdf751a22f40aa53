use std::time::Duration;

use housekey_sdk::auth::{TokenReason, verify_token};
use housekey_sdk::{CreateSession, CreateUser, Millis, SessionStatus};
use housekey_testing::{TestClock, TestServer};

async fn signed_in(server: &TestServer) {
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..Default::default() })
        .await;
    server.seed_session("sess_ada", CreateSession { user_id: "user_ada".into(), ..Default::default() }).await;
}

#[tokio::test]
async fn a_token_holds_for_a_minute_of_the_servers_time() {
    let server = TestServer::start().await;
    signed_in(&server).await;
    let token = server.session_token("sess_ada").await;
    let options = server.auth_options();

    assert_eq!(verify_token(&token, &options).await.unwrap().sub, "user_ada");
    server.clock().advance(Duration::from_secs(70));
    assert_eq!(verify_token(&token, &options).await.unwrap_err().reason(), TokenReason::Expired);
}

#[tokio::test]
async fn a_session_expires_when_the_clock_says_so() {
    let server = TestServer::builder().clock(TestClock::at(Millis(1_000_000_000_000))).start().await;
    signed_in(&server).await;
    let session = server.client().sessions().get("sess_ada").await.unwrap();
    assert_eq!(session.created_at.0 / 1_000_000, 1_000_000, "the clock began where it was told to");

    server.clock().set(session.expire_at);

    let session = server.client().sessions().get("sess_ada").await.unwrap();
    assert_eq!(session.status, SessionStatus::Expired);
}
