use housekey_contract::backend::jwt_templates::WriteJwtTemplate;
use housekey_contract::{JwtTemplateId, Metadata, Millis};
use housekey_domain::error::Result;
use housekey_domain::jwt::{self, Category};
use housekey_domain::jwt_templates::{self, TemplateChange, own_key};
use housekey_domain::keys::Signer;
use housekey_domain::random;
use housekey_domain::sessions::{self, Minting, Pictures, template_token};
use housekey_store::jwt_templates::JwtTemplateRecord;
use housekey_store::users::EmailAddressRecord;
use serde_json::{Value, json};

use crate::world::{NOW, ORIGIN, World, rng};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn write(claims: Value) -> WriteJwtTemplate {
    WriteJwtTemplate {
        name: "hasura".into(),
        claims: serde_json::from_value(claims).unwrap(),
        ..WriteJwtTemplate::default()
    }
}

fn with_secret() -> WriteJwtTemplate {
    WriteJwtTemplate {
        custom_signing_key: Some(true),
        signing_algorithm: Some("HS256".into()),
        signing_key: Some(SECRET.into()),
        ..write(json!({}))
    }
}

async fn create(world: &World, request: WriteJwtTemplate) -> Result<JwtTemplateRecord> {
    let id = JwtTemplateId::from(random::id(&mut rng(), NOW, JwtTemplateId::PREFIX));
    let change = TemplateChange::check(request, &id, &world.seal, &mut rng())?;
    world.write(move |tx| jwt_templates::create(tx, id.clone(), &change)).await
}

async fn update(world: &World, id: &JwtTemplateId, request: WriteJwtTemplate) -> Result<JwtTemplateRecord> {
    let change = TemplateChange::check(request, id, &world.seal, &mut rng())?;
    let id = id.clone();
    world.write_at(NOW + Millis(1), move |tx| jwt_templates::update(tx, &id, &change)).await
}

/// A token for a new session of Ada's.
async fn mint(world: &World, template: &JwtTemplateRecord, signer: &dyn Signer) -> String {
    let id = world.session().await.id;
    let bearer = world.write(move |tx| sessions::bearer(tx, &id)).await.unwrap();
    let minting =
        Minting { issuer: "https://clerk.example.test", origin: Some(ORIGIN), now: NOW, lifetime: None };
    template_token(
        &bearer,
        minting,
        template,
        Pictures { user: "https://img.example/ada", organization: Some("https://img.example/acme") },
        signer,
        &mut rng(),
    )
    .unwrap()
}

async fn claims(world: &World, template: Value) -> Metadata {
    let template = JwtTemplateRecord {
        claims: serde_json::from_value(template).unwrap(),
        lifetime: 60,
        ..JwtTemplateRecord::default()
    };
    jwt::verify(&world.key, &mint(world, &template, &*world.key).await).unwrap().claims
}

#[tokio::test]
async fn a_template_comes_with_defaults() {
    for world in World::everywhere().await {
        let template = create(&world, write(json!({"role": "admin"}))).await.unwrap();
        assert_eq!((template.lifetime, template.allowed_clock_skew), (60, 5));
        assert_eq!((template.signing_algorithm.as_str(), &template.sealed_signing_key), ("RS256", &None));
        let id = template.id.clone();
        assert_eq!(world.write(move |tx| jwt_templates::get(tx, &id)).await.unwrap(), template);
        let by_name = world.write(|tx| jwt_templates::get_by_name(tx, "hasura"));
        assert_eq!(by_name.await.unwrap(), template);
    }
}

#[tokio::test]
async fn a_token_has_the_templates_claims_and_the_default_ones_and_no_others() {
    for world in World::everywhere().await {
        let request = WriteJwtTemplate {
            lifetime: Some(600),
            allowed_clock_skew: Some(30),
            ..write(
                json!({"aud": "hasura", "name": "{{user.first_name}} {{user.last_name}}", "org": "{{org.id}}"}),
            )
        };
        let template = create(&world, request).await.unwrap();
        let mut token = jwt::verify(&world.key, &mint(&world, &template, &*world.key).await).unwrap();
        assert_eq!(token.header.category, Some(Category::Template));
        assert_eq!(token.claims.remove("jti").unwrap().as_str().map(str::len), Some(20));
        let expected = json!({
            "aud": "hasura",
            "azp": ORIGIN,
            "exp": NOW.seconds() + 600,
            "iat": NOW.seconds(),
            "iss": "https://clerk.example.test",
            "name": "Ada Lovelace",
            "nbf": NOW.seconds() - 30,
            "org": null,
            "sub": "user_ada",
        });
        assert_eq!(json!(token.claims), expected);
    }
}

#[tokio::test]
async fn shortcodes_know_the_user() {
    let world = World::everywhere().await.remove(0);
    world
        .change_ada(|ada| {
            ada.primary_email_address_id = Some("idn_1".into());
            ada.email_addresses.push(EmailAddressRecord {
                id: "idn_1".into(),
                value: "ada@example.com".into(),
                ..EmailAddressRecord::default()
            });
            ada.public_metadata.insert("plan".into(), json!({"seats": 3}));
            ada.private_metadata.insert("secret".into(), json!("hidden"));
        })
        .await;
    let template = json!({
        "email": "{{user.primary_email_address}}",
        "email_verified": "{{user.email_verified}}",
        "full_name": "{{user.full_name}}",
        "phone_number_verified": "{{user.phone_number_verified}}",
        "picture": "{{user.image_url}}",
        "private": "{{user.private_metadata}}",
        "seats": "{{user.public_metadata.plan.seats}}",
        "session": "{{session.actor}}",
    });
    let mut claims = claims(&world, template).await;
    claims.retain(|name, _| !["azp", "exp", "iat", "iss", "jti", "nbf", "sub"].contains(&name.as_str()));
    let expected = json!({
        "email": "ada@example.com",
        "email_verified": false,
        "full_name": "Ada Lovelace",
        "phone_number_verified": null,
        "picture": "https://img.example/ada",
        "private": null,
        "seats": 3,
        "session": null,
    });
    assert_eq!(json!(claims), expected);
}

#[tokio::test]
async fn a_stored_claim_never_overrides_a_default_one() {
    let world = World::everywhere().await.remove(0);
    // No rule allows it, so it must have been inserted manually.
    let claims =
        claims(&world, json!({"sub": "user_eve", "exp": 9_999_999_999_i64, "iss": "https://evil.example"}))
            .await;
    assert_eq!(claims["sub"], "user_ada");
    assert_eq!(claims["exp"], NOW.seconds() + 60);
    assert_eq!(claims["iss"], "https://clerk.example.test");
}

#[tokio::test]
async fn a_template_may_bring_a_key_of_its_own() {
    for world in World::everywhere().await {
        let template = create(&world, with_secret()).await.unwrap();
        assert!(!serde_json::to_string(&template).unwrap().contains(SECRET), "the key is sealed");
        let own = own_key(&template, &world.seal).unwrap().unwrap();
        let token = mint(&world, &template, &own).await;
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let header = jwt::decode_unverified(&token).unwrap().header;
        assert_eq!((header.alg.as_str(), header.kid), ("HS256", None));
        let expected = data_encoding::BASE64URL_NOPAD.encode(&own.sign(signed.as_bytes()));
        assert_eq!(signature, expected);
    }
}

#[tokio::test]
async fn a_sealed_key_does_not_open_for_another_template() {
    let world = World::everywhere().await.remove(0);
    let template = create(&world, with_secret()).await.unwrap();
    let moved = JwtTemplateRecord { id: "jtmp_other".into(), ..template };
    assert!(own_key(&moved, &world.seal).is_err());
}

#[tokio::test]
async fn an_update_leaves_alone_what_it_does_not_name() {
    for world in World::everywhere().await {
        let before = create(&world, WriteJwtTemplate { lifetime: Some(600), ..with_secret() }).await.unwrap();
        let request = WriteJwtTemplate { name: "renamed".into(), ..write(json!({"a": 1})) };
        let after = update(&world, &before.id, request).await.unwrap();
        assert_eq!((after.name.as_str(), after.lifetime), ("renamed", 600));
        assert_eq!(after.sealed_signing_key, before.sealed_signing_key);
        assert_eq!((after.created_at, after.updated_at), (NOW, NOW + Millis(1)));

        let plain = WriteJwtTemplate { custom_signing_key: Some(false), ..write(json!({})) };
        let after = update(&world, &before.id, plain).await.unwrap();
        assert_eq!((after.signing_algorithm.as_str(), after.sealed_signing_key), ("RS256", None));
    }
}

#[tokio::test]
async fn names_are_unique() {
    for world in World::everywhere().await {
        let first = create(&world, write(json!({}))).await.unwrap();
        assert_eq!(
            create(&world, write(json!({}))).await.unwrap_err().code(),
            Some("form_identifier_exists")
        );
        let second =
            create(&world, WriteJwtTemplate { name: "other".into(), ..write(json!({})) }).await.unwrap();
        let taken = update(&world, &second.id, write(json!({}))).await.unwrap_err();
        assert_eq!(taken.code(), Some("form_identifier_exists"));
        assert!(
            update(&world, &first.id, write(json!({"a": 1}))).await.is_ok(),
            "its own name is free to it"
        );
    }
}

#[tokio::test]
async fn a_deleted_template_is_gone() {
    for world in World::everywhere().await {
        let id = create(&world, write(json!({}))).await.unwrap().id;
        let delete = || {
            let id = id.clone();
            world.write(move |tx| jwt_templates::delete(tx, &id))
        };
        delete().await.unwrap();
        assert_eq!(delete().await.unwrap_err().code(), Some("resource_not_found"));
        let by_name = world.write(|tx| jwt_templates::get_by_name(tx, "hasura"));
        assert_eq!(by_name.await.unwrap_err().code(), Some("resource_not_found"));
    }
}

#[tokio::test]
async fn bad_templates_are_refused_with_a_reason() {
    let world = World::everywhere().await.remove(0);
    let named = |name: &str| WriteJwtTemplate { name: name.into(), ..write(json!({})) };
    let lasting = |lifetime, skew| WriteJwtTemplate {
        lifetime: Some(lifetime),
        allowed_clock_skew: Some(skew),
        ..write(json!({}))
    };
    let long = "n".repeat(65);
    for (request, code, param) in [
        (named(""), "form_param_nil", "name"),
        (named("a/b"), "form_param_format_invalid", "name"),
        (named(".."), "form_param_format_invalid", "name"),
        (named(&long), "form_param_max_length_exceeded", "name"),
        (lasting(29, 5), "form_param_value_invalid", "lifetime"),
        (lasting(315_360_001, 5), "form_param_value_invalid", "lifetime"),
        (lasting(60, -1), "form_param_value_invalid", "allowed_clock_skew"),
        (lasting(60, 301), "form_param_value_invalid", "allowed_clock_skew"),
        (write(json!({"sub": "me"})), "jwt_template_reserved_claim", "claims"),
        (
            WriteJwtTemplate { signing_key: None, ..with_secret() },
            "form_conditional_param_missing",
            "signing_key",
        ),
        (
            WriteJwtTemplate { signing_algorithm: None, ..with_secret() },
            "form_conditional_param_missing",
            "signing_algorithm",
        ),
        (
            WriteJwtTemplate { custom_signing_key: None, ..with_secret() },
            "form_param_value_invalid",
            "custom_signing_key",
        ),
        (
            WriteJwtTemplate { signing_algorithm: Some("none".into()), ..with_secret() },
            "form_param_value_invalid",
            "signing_algorithm",
        ),
        (
            WriteJwtTemplate { signing_algorithm: Some("RS256".into()), ..with_secret() },
            "form_param_format_invalid",
            "signing_key",
        ),
        (
            WriteJwtTemplate { signing_algorithm: Some("ES256".into()), ..write(json!({})) },
            "form_param_value_invalid",
            "signing_algorithm",
        ),
    ] {
        let what = format!("{} {}", request.name, json!(request.claims));
        let refusal = create(&world, request).await.unwrap_err();
        let housekey_domain::error::Error::Refused { errors, .. } = &refusal else { panic!("{refusal}") };
        assert_eq!((errors[0].code.as_str(), errors[0].param_name()), (code, Some(param)), "{what}");
        assert!(!errors[0].long_message.contains(SECRET), "a refusal does not repeat the key");
    }
}
