use housekey_sdk::auth::{Options, Verifier, verify_token};
use housekey_sdk::{
    JwtTemplate, ListJwtTemplates, Metadata, TokenOptions, UpdateUserMetadata, WriteJwtTemplate,
};
use serde_json::{Value, json};

use crate::server::{Server, wire};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn named(name: &str, claims: Value) -> WriteJwtTemplate {
    WriteJwtTemplate {
        name: name.into(),
        claims: serde_json::from_value(claims).unwrap(),
        ..WriteJwtTemplate::default()
    }
}

async fn create(server: &Server, request: WriteJwtTemplate) -> JwtTemplate {
    server.client.jwt_templates().create(request).await.unwrap()
}

#[tokio::test]
async fn a_template_is_made_read_changed_listed_and_deleted() {
    for server in Server::everywhere().await {
        let templates = server.client.jwt_templates();
        let template = create(&server, named("hasura", json!({"role": "{{user.username}}"}))).await;
        assert_eq!((template.lifetime, template.allowed_clock_skew), (60, 5));
        assert_eq!((template.signing_algorithm.as_str(), template.custom_signing_key), ("RS256", false));
        assert_eq!(templates.get(&template.id).await.unwrap(), template);

        let request = WriteJwtTemplate { lifetime: Some(600), ..named("supabase", json!({})) };
        let changed = templates.update(&template.id, request).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.lifetime), ("supabase", 600));
        let request = ListJwtTemplates { paginated: Some(true), ..ListJwtTemplates::default() };
        let page = templates.list(request).await.unwrap();
        assert_eq!((page.data, page.total_count), (vec![changed], Some(1)));

        let deleted = templates.delete(&template.id).await.unwrap();
        assert_eq!((deleted.object.as_ref(), deleted.id.as_str()), ("jwt_template", template.id.as_str()));
        assert_eq!(wire(&templates.get(&template.id).await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn a_token_has_the_claims_of_its_template() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        create(
            &server,
            named("hasura", json!({"aud": "hasura", "role": "{{user.username}}", "org": "{{org.id}}"})),
        )
        .await;
        let mint = |name: &str| {
            server.client.sessions().create_token_from_template(&session.id, name, TokenOptions::default())
        };
        let options = Options::new(Verifier::from_pem(server.signing_key().public_pem()).unwrap());
        let token = mint("hasura").await.unwrap();
        let claims = verify_token(&token.jwt, &options.audiences(["hasura"])).await.unwrap();
        assert_eq!((claims.sub.as_str(), claims.sid.clone()), (session.user_id.as_str(), None));
        assert_eq!((&claims.custom["role"], &claims.custom["org"]), (&json!("ada_lovelace"), &json!(null)));
        assert_eq!(wire(&mint("unknown").await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn a_key_of_a_templates_own_signs_and_is_never_shown() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let request = WriteJwtTemplate {
            custom_signing_key: Some(true),
            signing_algorithm: Some("HS256".into()),
            signing_key: Some(SECRET.into()),
            ..named("own", json!({}))
        };
        let answer = server.client.jwt_templates().create(request).raw().await.unwrap();
        assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET));
        let template: JwtTemplate = answer.read().unwrap();
        assert_eq!((template.signing_algorithm.as_str(), template.custom_signing_key), ("HS256", true));

        let call =
            server.client.sessions().create_token_from_template(&session.id, "own", TokenOptions::default());
        let token = call.await.unwrap().jwt;
        let header = housekey_domain::jwt::decode_unverified(&token).unwrap().header;
        assert_eq!((header.alg.as_str(), header.kid), ("HS256", None));
        let options = Options::new(Verifier::from_pem(server.signing_key().public_pem()).unwrap());
        assert!(verify_token(&token, &options).await.is_err(), "a shared secret makes no session");
    }
}

#[tokio::test]
async fn no_template_mints_a_token_over_64_kib() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        let metadata = json!({ "note": "x".repeat(6_000) }).as_object().cloned();
        let change = UpdateUserMetadata { public_metadata: metadata, ..UpdateUserMetadata::default() };
        server.client.users().update_metadata(&session.user_id, change).await.unwrap();
        let copies = |count: usize| -> Value {
            (0..count)
                .map(|copy| (copy.to_string(), json!("{{user.public_metadata}}")))
                .collect::<Metadata>()
                .into()
        };
        create(&server, named("small", copies(7))).await;
        create(&server, named("large", copies(9))).await;
        let mint = async |name: &str| {
            let sessions = server.client.sessions();
            sessions.create_token_from_template(&session.id, name, TokenOptions::default()).await
        };
        assert!(mint("small").await.unwrap().jwt.len() <= 64 * 1024);
        let refusal = mint("large").await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_param_exceeds_allowed_size"));
        assert_eq!(refusal.errors()[0].param_name(), Some("template_name"));

        let hopeless = named("hopeless", json!({ "text": ["x".repeat(50_000), "{{user.id}}"] }));
        let refusal = server.client.jwt_templates().create(hopeless).await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_param_exceeds_allowed_size"));
        assert_eq!(refusal.errors()[0].param_name(), Some("claims"));
    }
}

#[tokio::test]
async fn a_template_that_cannot_be_is_refused_with_its_parameter() {
    for server in Server::everywhere().await {
        create(&server, named("taken", json!({}))).await;
        for (request, expected, param) in [
            (named("taken", json!({})), (422, "form_identifier_exists"), "name"),
            (named("", json!({})), (422, "form_param_nil"), "name"),
            (named("a/b", json!({})), (422, "form_param_format_invalid"), "name"),
            (named("sub", json!({"sub": "me"})), (400, "jwt_template_reserved_claim"), "claims"),
            (
                WriteJwtTemplate { lifetime: Some(29), ..named("short", json!({})) },
                (422, "form_param_value_invalid"),
                "lifetime",
            ),
            (
                WriteJwtTemplate { custom_signing_key: Some(true), ..named("keyless", json!({})) },
                (422, "form_conditional_param_missing"),
                "signing_key",
            ),
        ] {
            let refusal = server.client.jwt_templates().create(request).await.unwrap_err();
            assert_eq!((wire(&refusal), refusal.errors()[0].param_name()), (expected, Some(param)));
        }
    }
}
