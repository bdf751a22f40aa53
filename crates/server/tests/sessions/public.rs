use crate::server::Server;

#[tokio::test]
async fn the_key_set_holds_the_instances_public_key() {
    for server in Server::everywhere().await {
        let keys = server.client.jwks().get().await.unwrap().keys;
        assert_eq!(keys.as_slice(), std::slice::from_ref(&server.instance.public_key));
        assert_ne!(server.foreign.jwks().get().await.unwrap().keys, keys);
    }
}

#[tokio::test]
async fn a_testing_token_ends_within_the_hour_in_seconds() {
    for server in Server::everywhere().await {
        let before = server.app.clock.now().seconds();
        let token = server.client.testing_tokens().create().await.unwrap();
        assert!((before + 3_600..before + 3_660).contains(&token.expires_at), "{}", token.expires_at);
        assert!(token.token.len() > 40);
        assert_ne!(server.client.testing_tokens().create().await.unwrap().token, token.token);
    }
}
