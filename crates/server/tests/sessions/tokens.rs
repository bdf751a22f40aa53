use std::time::Duration;

use housekey_sdk::auth::{JwksOptions, Options, Verifier, verify_token};
use housekey_sdk::{TokenOptions, VerifySession};

use crate::server::{Server, wire};

#[tokio::test]
async fn a_token_verifies_with_the_pem_and_with_the_key_set() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let token =
            server.client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap();
        let key_set = JwksOptions::new(&server.secret_key).api_url(&server.url);
        for verifier in [
            Verifier::from_pem(server.signing_key().public_pem()).unwrap(),
            Verifier::from_jwks(key_set).unwrap(),
        ] {
            let claims = verify_token(&token.jwt, &Options::new(verifier)).await.unwrap();
            assert_eq!(claims.sub, session.user_id.as_str());
            assert_eq!(claims.sid.as_deref(), Some(session.id.as_str()));
            assert_eq!(claims.iss.as_deref(), Some("http://clerk.example.test"));
            assert_eq!(
                (claims.v, claims.sts.as_deref(), claims.fva),
                (Some(2), Some("active"), Some([-1, -1]))
            );
            assert_eq!((claims.aud.clone(), claims.azp.clone()), (None, None));
            let issued_at = claims.iat.unwrap();
            assert_eq!((claims.exp, claims.nbf), (issued_at + 60, Some(issued_at - 10)));
        }
    }
}

#[tokio::test]
async fn the_origin_of_the_request_becomes_the_authorized_party() {
    let server = Server::everywhere().await.remove(0);
    let session = server.session().await;
    let call = server.client.sessions().create_token(&session.id, TokenOptions::default());
    let token = call.header("origin", "https://app.example.com").await.unwrap();
    let verifier = || Verifier::from_pem(server.signing_key().public_pem()).unwrap();
    let options = Options::new(verifier()).authorized_parties(["https://app.example.com"]);
    assert_eq!(
        verify_token(&token.jwt, &options).await.unwrap().azp.as_deref(),
        Some("https://app.example.com")
    );
    let elsewhere = Options::new(verifier()).authorized_parties(["https://evil.example"]);
    assert!(verify_token(&token.jwt, &elsewhere).await.is_err());
}

#[tokio::test]
async fn a_token_lasts_as_long_as_asked_for_within_bounds() {
    let server = Server::everywhere().await.remove(0);
    let session = server.session().await;
    let with = |seconds| {
        let options = TokenOptions { expires_in_seconds: Some(seconds) };
        server.client.sessions().create_token(&session.id, options)
    };
    let options = Options::new(Verifier::from_pem(server.signing_key().public_pem()).unwrap());
    for seconds in [30, 3_600, 315_360_000] {
        let claims = verify_token(&with(seconds).await.unwrap().jwt, &options).await.unwrap();
        assert_eq!(claims.exp - claims.iat.unwrap(), seconds);
    }
    for seconds in [-1, 0, 29, 315_360_001] {
        let refusal = with(seconds).await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_param_value_invalid"));
        assert_eq!(refusal.errors()[0].param_name(), Some("expires_in_seconds"));
    }
}

#[tokio::test]
async fn an_ended_session_has_no_tokens_left() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let mint = || server.client.sessions().create_token(&session.id, TokenOptions::default());
        mint().await.unwrap();
        server.client.sessions().revoke(&session.id).await.unwrap();
        assert_eq!(wire(&mint().await.unwrap_err()), (401, "signed_out"));
    }
}

#[tokio::test]
async fn minting_notes_that_the_session_is_in_use_once_a_minute() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let mint = || server.client.sessions().create_token(&session.id, TokenOptions::default());
        let read = || server.client.sessions().get(&session.id);
        server.advance(1);
        mint().await.unwrap();
        // Well within a minute, however slow the machine is.
        assert_eq!(read().await.unwrap(), session);
        server.advance(60);
        mint().await.unwrap();
        let later = read().await.unwrap();
        assert!(later.last_active_at > session.last_active_at && later.abandon_at > session.abandon_at);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tokens_at_once_are_all_different() {
    let server = Server::everywhere().await.remove(0);
    let session = server.session().await;
    let calls = (0..64).map(|_| {
        let (client, id) = (server.client.clone(), session.id.clone());
        tokio::spawn(async move {
            let options = TokenOptions { expires_in_seconds: None };
            client.sessions().create_token(&id, options).timeout(Duration::from_secs(30)).await.unwrap().jwt
        })
    });
    let mut tokens = std::collections::HashSet::new();
    for call in calls.collect::<Vec<_>>() {
        tokens.insert(call.await.unwrap());
    }
    assert_eq!(tokens.len(), 64);
}

#[tokio::test]
#[expect(deprecated, reason = "it is served still")]
async fn a_session_verifies_with_its_own_token() {
    for server in Server::everywhere().await {
        let (session, other) = {
            let ada = server.ada().await;
            (server.session_of(&ada).await, server.session_of(&ada).await)
        };
        let jwt =
            server.client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap().jwt;
        let verify = |id| server.client.sessions().verify(id, VerifySession { token: Some(jwt.clone()) });
        assert_eq!(verify(session.id.clone()).await.unwrap().id, session.id);
        assert_eq!(wire(&verify(other.id).await.unwrap_err()), (400, "invalid_session_token"));
        server.client.sessions().revoke(&session.id).await.unwrap();
        assert_eq!(wire(&verify(session.id).await.unwrap_err()), (401, "signed_out"));
    }
}
