use housekey_domain::random;
use housekey_domain::sessions::issue_refresh_token;
use housekey_sdk::{RefreshFormat, RefreshSession, Session, TokenOptions};

use crate::server::{Server, wire};

const ORIGIN: &str = "https://app.example.com";

/// What a browser presents: its token, and a refresh token, which only a handshake issues.
async fn presented(server: &Server, session: &Session) -> RefreshSession {
    let id = session.id.clone();
    let digest = random::hash_token("refresh token");
    server.write(move |tx| issue_refresh_token(tx, &id, &digest)).await;
    let call = server.client.sessions().create_token(&session.id, TokenOptions::default());
    RefreshSession {
        expired_token: call.header("origin", ORIGIN).await.unwrap().jwt,
        refresh_token: "refresh token".into(),
        request_origin: ORIGIN.into(),
        ..RefreshSession::default()
    }
}

#[tokio::test]
async fn a_session_is_refreshed_as_a_token_or_in_cookies() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let request = presented(&server, &session).await;
        server.advance(3_600);
        let answer = server.client.sessions().refresh(&session.id, request.clone()).await.unwrap();
        assert_eq!((answer.object.as_ref(), answer.cookies), ("token", None));
        assert_ne!(answer.jwt.unwrap(), request.expired_token);

        let as_cookies = RefreshSession { format: Some(RefreshFormat::Cookie), ..request };
        let answer = server.client.sessions().refresh(&session.id, as_cookies).await.unwrap();
        assert_eq!((answer.object.as_ref(), answer.jwt), ("cookies", None));
        let cookies = answer.cookies.unwrap();
        assert!(
            cookies.len() == 2 && cookies.iter().all(|cookie| cookie.starts_with("__session")),
            "{cookies:?}"
        );
    }
}

#[tokio::test]
async fn what_does_not_refresh_is_a_401() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let request = presented(&server, &session).await;
        let wrong = RefreshSession { refresh_token: "wrong".into(), ..request.clone() };
        let refusal = server.client.sessions().refresh(&session.id, wrong).await.unwrap_err();
        assert_eq!(wire(&refusal), (401, "refresh_token_not_found"));
        server.client.sessions().revoke(&session.id).await.unwrap();
        let refusal = server.client.sessions().refresh(&session.id, request).await.unwrap_err();
        assert_eq!(wire(&refusal), (401, "session_refresh_inactive_session"));
    }
}
