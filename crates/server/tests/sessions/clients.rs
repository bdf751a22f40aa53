use housekey_domain::{clients, random};
use housekey_sdk::{ClientId, ListClients, VerifyClient};

use crate::server::{Server, wire};

/// The token that a browser stores, which only a sign-in issues.
async fn token(server: &Server, id: &ClientId) -> VerifyClient {
    let to = id.clone();
    let digest = random::hash_token("rotating token");
    server.write(move |tx| clients::rotate(tx, &to, &digest)).await;
    VerifyClient { token: clients::token(&server.signing_key(), id, "rotating token").into() }
}

#[tokio::test]
async fn a_client_is_read_and_verified_with_its_sessions() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let client = server.client.clients().get(&session.client_id).await.unwrap();
        assert_eq!(client.id, session.client_id);
        assert_eq!((client.session_ids, client.sessions), (vec![session.id.clone()], vec![session.clone()]));
        assert_eq!(client.last_active_session_id, Some(session.id));

        let token = token(&server, &session.client_id).await;
        let verified = server.client.clients().verify(token).await.unwrap();
        assert_eq!(verified.id, session.client_id);
    }
}

#[tokio::test]
async fn a_token_that_is_no_clients_is_refused() {
    for server in Server::everywhere().await {
        for token in ["", "x", "a.b.c"] {
            let refusal =
                server.client.clients().verify(VerifyClient { token: token.into() }).await.unwrap_err();
            assert_eq!(wire(&refusal), (400, "cookie_invalid"));
        }
        let session = server.session().await;
        let token = token(&server, &session.client_id).await;
        // Another instance signs with another key.
        let refusal = server.foreign.clients().verify(token).await.unwrap_err();
        assert_eq!(wire(&refusal), (400, "cookie_invalid"));
    }
}

#[tokio::test]
#[expect(deprecated, reason = "it is served still")]
async fn clients_are_listed_newest_first() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let first = server.session_of(&ada).await;
        server.advance(1);
        let second = server.session_of(&ada).await;
        let request = ListClients { paginated: Some(true), limit: Some(1), ..ListClients::default() };
        let page = server.client.clients().list(request).await.unwrap();
        assert_eq!((page.data[0].id.clone(), page.total_count), (second.client_id, Some(2)));
        let all = server.client.clients().list(ListClients::default()).await.unwrap();
        assert_eq!((all.data[1].id.clone(), all.total_count), (first.client_id, None));
    }
}
