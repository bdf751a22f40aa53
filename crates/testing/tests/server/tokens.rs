use std::time::Duration;

use housekey_sdk::auth::{Factor, Reverification, verify_token};
use housekey_sdk::{CreateSession, CreateUser};
use housekey_testing::TestServer;

async fn server_with_ada() -> TestServer {
    let server = TestServer::start().await;
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..CreateUser::default() })
        .await;
    let session = CreateSession { user_id: "user_ada".into(), ..CreateSession::default() };
    server.seed_session("sess_ada", session).await;
    server
}

#[tokio::test]
async fn a_token_names_the_origin_that_it_is_for() {
    const APP: &str = "https://app.example.com";
    let server = server_with_ada().await;
    let options = server.auth_options().authorized_parties([APP]);

    let token = server.session_token_for("sess_ada", APP).await;

    assert_eq!(verify_token(&token, &options).await.unwrap().azp.as_deref(), Some(APP));
    assert!(verify_token(&server.session_token("sess_ada").await, &options).await.is_err());
}

#[tokio::test]
async fn a_user_proves_who_they_are_until_it_is_too_long_ago() {
    let server = server_with_ada().await;
    let satisfies = async || {
        let token = server.session_token("sess_ada").await;
        let claims = verify_token(&token, &server.auth_options()).await.unwrap();
        claims.require(&Reverification::STRICT.into()).is_ok()
    };
    assert!(!satisfies().await);

    server.reverify("sess_ada", Factor::Both).await;

    assert!(satisfies().await);
    server.clock().advance(Duration::from_mins(11));
    assert!(!satisfies().await);
}
