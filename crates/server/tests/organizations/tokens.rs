use housekey_domain::jwt;
use housekey_sdk::{
    CreateSession, CreateSignInToken, Session, TokenOptions, UpdateOrganizationMembership, WriteJwtTemplate,
};
use serde_json::{Value, json};

use crate::server::{Server, wire};

impl Server {
    /// The claims of a session's next token.
    async fn claims(&self, session: &Session) -> serde_json::Map<String, Value> {
        let token = self.client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap();
        jwt::verify(&self.signing_key(), &token.jwt).unwrap().claims
    }
}

#[tokio::test]
async fn a_token_tells_of_the_active_organization_as_long_as_the_user_is_a_member() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        server.join(&acme, &bob, "org:member").await;
        let session = server.session_of(&bob).await;
        assert_eq!(session.last_active_organization_id.as_ref(), Some(&acme.id), "the one joined last");
        let claims = server.claims(&session).await;
        assert_eq!(claims["o"], json!({"id": acme.id, "slg": "acme", "rol": "member"}));
        assert!(!claims.contains_key("fea"), "system permissions stay out of tokens");

        let admin = UpdateOrganizationMembership { role: "org:admin".into() };
        server.client.organization_memberships().update(&acme.id, &bob.id, admin).await.unwrap();
        assert_eq!(server.claims(&session).await["o"]["rol"], "admin");
        server.client.organization_memberships().delete(&acme.id, &bob.id).await.unwrap();
        assert!(!server.claims(&session).await.contains_key("o"));
        let session = server.client.sessions().get(&session.id).await.unwrap();
        assert_eq!(session.last_active_organization_id, None);
    }
}

#[tokio::test]
async fn a_session_begins_in_the_organization_that_is_named() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        server.organization("Zenith", &ada).await;
        let begin = |user: &housekey_sdk::User, organization: &str| CreateSession {
            user_id: user.id.clone(),
            active_organization_id: Some(organization.into()),
        };
        let session = server.client.sessions().create(begin(&ada, acme.id.as_str())).await.unwrap();
        assert_eq!(server.claims(&session).await["o"]["slg"], "acme");
        let stranger = server.client.sessions().create(begin(&bob, acme.id.as_str())).await.unwrap_err();
        assert_eq!(wire(&stranger), (404, "resource_not_found"));
        let ticket = |user: &housekey_sdk::User| CreateSignInToken {
            user_id: user.id.clone(),
            org_id: Some(acme.id.clone()),
            ..CreateSignInToken::default()
        };
        assert!(server.client.sign_in_tokens().create(ticket(&ada)).await.is_ok());
        let stranger = server.client.sign_in_tokens().create(ticket(&bob)).await.unwrap_err();
        assert_eq!(wire(&stranger), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn a_template_can_name_the_organization() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let claims = json!({
            "org": "{{org.id}}",
            "slug": "{{org.slug}}",
            "role": "{{org.role}}",
            "may": "{{org_membership.permissions}}",
            "line": "{{user.first_name}} of {{org.name}}",
        });
        let template = WriteJwtTemplate {
            name: "hasura".into(),
            claims: claims.as_object().cloned().unwrap(),
            ..WriteJwtTemplate::default()
        };
        server.client.jwt_templates().create(template).await.unwrap();
        let mint = async |session: &Session| {
            let sessions = server.client.sessions();
            let options = TokenOptions::default();
            let token = sessions.create_token_from_template(&session.id, "hasura", options).await.unwrap();
            jwt::verify(&server.signing_key(), &token.jwt).unwrap().claims
        };
        let alone = server.session_of(&ada).await;
        assert_eq!(mint(&alone).await["org"], Value::Null);
        let acme = server.organization("Acme", &ada).await;
        let claims = mint(&server.session_of(&ada).await).await;
        assert_eq!((&claims["org"], &claims["slug"]), (&json!(acme.id), &json!("acme")));
        assert_eq!((&claims["role"], &claims["line"]), (&json!("org:admin"), &json!("ada of Acme")));
        assert!(claims["may"].as_array().unwrap().contains(&json!("org:sys_memberships:manage")));
    }
}
