use housekey_sdk::{CreateSignInToken, SignInTokenStatus};

use crate::server::{Server, wire};

#[tokio::test]
async fn a_ticket_is_shown_once() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let request = CreateSignInToken { user_id: ada.id.clone(), ..CreateSignInToken::default() };
        let created = server.client.sign_in_tokens().create(request).await.unwrap();
        assert_eq!((&created.status, &created.user_id), (&SignInTokenStatus::Pending, &ada.id));
        assert!(created.token.as_deref().is_some_and(|ticket| ticket.split('.').count() == 3));

        let revoked = server.client.sign_in_tokens().revoke(&created.id).await.unwrap();
        assert_eq!((revoked.status, revoked.token), (SignInTokenStatus::Revoked, None));
        let again = server.client.sign_in_tokens().revoke(&created.id).await.unwrap_err();
        assert_eq!(wire(&again), (400, "sign_in_token_cannot_be_revoked_code"));
    }
}

#[tokio::test]
async fn a_ticket_needs_a_user_and_some_time() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let create = |user: &str, seconds| {
            let request = CreateSignInToken {
                user_id: user.into(),
                expires_in_seconds: Some(seconds),
                ..CreateSignInToken::default()
            };
            server.client.sign_in_tokens().create(request)
        };
        assert_eq!(wire(&create("user_nobody", 60).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(wire(&create(ada.id.as_str(), 0).await.unwrap_err()), (422, "form_param_value_invalid"));
        assert_eq!(wire(&server.client.sign_in_tokens().revoke("sit_1").await.unwrap_err()).0, 404);
    }
}
