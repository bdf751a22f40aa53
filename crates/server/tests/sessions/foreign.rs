use housekey_sdk::{CreateSession, CreateSignInToken, ListSessions, TokenOptions, WriteJwtTemplate};

use crate::server::{Server, wire};

const NOT_FOUND: (u16, &str) = (404, "resource_not_found");

#[tokio::test]
async fn what_belongs_to_another_instance_is_not_there() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let sessions = server.foreign.sessions();
        assert_eq!(wire(&sessions.get(&session.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&sessions.revoke(&session.id).await.unwrap_err()), NOT_FOUND);
        let token = sessions.create_token(&session.id, TokenOptions::default());
        assert_eq!(wire(&token.await.unwrap_err()), NOT_FOUND);
        assert!(sessions.list(ListSessions::default()).await.unwrap().data.is_empty());
        let client = server.foreign.clients().get(&session.client_id).await;
        assert_eq!(wire(&client.unwrap_err()), NOT_FOUND);

        let of_ada = CreateSession { user_id: session.user_id.clone(), ..CreateSession::default() };
        assert_eq!(wire(&sessions.create(of_ada).await.unwrap_err()), NOT_FOUND);
        let for_ada = CreateSignInToken { user_id: session.user_id.clone(), ..CreateSignInToken::default() };
        let ticket = server.client.sign_in_tokens().create(for_ada.clone()).await.unwrap();
        assert_eq!(wire(&server.foreign.sign_in_tokens().create(for_ada).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&server.foreign.sign_in_tokens().revoke(&ticket.id).await.unwrap_err()), NOT_FOUND);
        assert!(server.client.sessions().get(&session.id).await.is_ok(), "it is there for its own");
    }
}

#[tokio::test]
async fn templates_of_another_instance_are_not_there() {
    for server in Server::everywhere().await {
        let template = || WriteJwtTemplate { name: "hasura".into(), ..WriteJwtTemplate::default() };
        let own = server.client.jwt_templates().create(template()).await.unwrap();
        let foreign = server.foreign.jwt_templates();
        assert_eq!(wire(&foreign.get(&own.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.update(&own.id, template()).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.delete(&own.id).await.unwrap_err()), NOT_FOUND);
        assert!(foreign.create(template()).await.is_ok(), "names are taken within an instance");
    }
}
