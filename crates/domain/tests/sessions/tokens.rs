use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::object::SessionStatus;
use housekey_contract::{Metadata, Millis};
use housekey_domain::error::{Error, Result};
use housekey_domain::jwt::{self, Category};
use housekey_domain::sessions::{self, Bearer, Minting, lifetime};
use housekey_store::sessions as rows;
use housekey_store::sessions::SessionRecord;
use serde_json::json;

use crate::world::{NOW, ORIGIN, World, rng};

async fn bearer(world: &World, session: &SessionRecord, now: Millis) -> Result<Bearer> {
    let id = session.id.clone();
    world.write_at(now, move |tx| sessions::bearer(tx, &id)).await
}

fn minting(origin: Option<&str>, lifetime: Option<i64>) -> Minting<'_> {
    Minting { issuer: "https://clerk.example.test", origin, now: NOW, lifetime }
}

fn mint(world: &World, bearer: &Bearer, minting: Minting<'_>) -> jwt::Token {
    let token = sessions::session_token(bearer, minting, &world.instance.settings, &world.key, &mut rng());
    jwt::verify(&world.key, &token).unwrap()
}

fn status(error: &Error) -> u16 {
    match error {
        Error::Refused { status, .. } => *status,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_session_token_has_the_claims_of_version_two_and_no_others() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let bearer = bearer(&world, &session, NOW).await.unwrap();
        let mut token = mint(&world, &bearer, minting(Some(ORIGIN), None));
        assert_eq!(token.header.alg, "RS256");
        assert_eq!(token.header.category, Some(Category::Session));
        assert_eq!(token.header.kid.as_deref(), Some(world.key.kid()));
        assert_eq!(token.header.origin_issued_at, Some(NOW.seconds()));
        assert_eq!(token.header.typ.as_deref(), Some("JWT"));

        let jti = token.claims.remove("jti").unwrap();
        assert_eq!(jti.as_str().map(str::len), Some(20));
        let expected = json!({
            "azp": ORIGIN,
            "exp": NOW.seconds() + 60,
            "fva": [-1, -1],
            "iat": NOW.seconds(),
            "iss": "https://clerk.example.test",
            "nbf": NOW.seconds() - 10,
            "sid": session.id,
            "sts": "active",
            "sub": "user_ada",
            "v": 2,
        });
        assert_eq!(json!(token.claims), expected);
    }
}

#[tokio::test]
async fn the_session_shows_in_the_claims() {
    let world = World::everywhere().await.remove(0);
    let session = world.session().await;
    let mut bearer = bearer(&world, &session, NOW).await.unwrap();
    bearer.session.actor = Some(Metadata::from_iter([("sub".into(), json!("user_support"))]));
    bearer.session.status = SessionStatus::Pending;
    bearer.session.first_factor_at = Some(NOW - Millis(179_999));
    bearer.session.second_factor_at = Some(NOW + Millis(5_000));

    let claims = mint(&world, &bearer, minting(None, Some(3_600))).claims;
    assert_eq!(claims["act"], json!({"sub": "user_support"}));
    assert_eq!(claims["sts"], "pending");
    assert_eq!(claims["fva"], json!([2, 0]), "whole minutes, never negative");
    assert_eq!(claims["exp"], NOW.seconds() + 3_600);
    assert!(!claims.contains_key("azp"));
}

#[tokio::test]
async fn no_two_tokens_are_the_same() {
    let world = World::everywhere().await.remove(0);
    let session = world.session().await;
    let bearer = bearer(&world, &session, NOW).await.unwrap();
    let [one, other] = [0; 2].map(|_| mint(&world, &bearer, minting(None, None)).claims["jti"].clone());
    assert_ne!(one, other);
}

#[tokio::test]
async fn an_ended_session_has_no_tokens_left() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let expired = bearer(&world, &session, session.expire_at).await.unwrap_err();
        assert_eq!((status(&expired), expired.code()), (401, Some("signed_out")));

        let id = session.id.clone();
        world.write(move |tx| sessions::revoke(tx, &id)).await.unwrap();
        let revoked = bearer(&world, &session, NOW).await.unwrap_err();
        assert_eq!((status(&revoked), revoked.code()), (401, Some("signed_out")));
    }
}

#[tokio::test]
async fn an_unknown_session_is_not_found() {
    for world in World::everywhere().await {
        let nobody = SessionRecord { id: "sess_nobody".into(), ..SessionRecord::default() };
        assert_eq!(status(&bearer(&world, &nobody, NOW).await.unwrap_err()), 404);
    }
}

#[tokio::test]
async fn a_token_of_a_banned_user_is_refused() {
    for world in World::everywhere().await {
        let session = world.session().await;
        // Banning ends sessions, so this session was opened at the same moment.
        world.change_ada(|ada| ada.banned = true).await;
        let refusal = bearer(&world, &session, NOW).await.unwrap_err();
        assert_eq!((status(&refusal), refusal.code()), (401, Some("user_banned")));
        world.change_ada(|ada| (ada.banned, ada.locked) = (false, true)).await;
        assert!(bearer(&world, &session, NOW).await.is_ok(), "a lock refuses new sign-ins only");
    }
}

#[tokio::test]
async fn a_session_whose_user_is_gone_has_no_tokens() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let ada = world.ada.clone();
        world.write(move |tx| Ok(housekey_store::users::delete(tx, &ada)?)).await.unwrap();
        assert_eq!(status(&bearer(&world, &session, NOW).await.unwrap_err()), 404);
        let id = session.id.clone();
        assert!(world.write(move |tx| Ok(rows::find(tx, &id)?)).await.unwrap().is_some());
    }
}

#[test]
fn lifetimes_have_bounds() {
    let wanted = |seconds| lifetime(&TokenOptions { expires_in_seconds: Some(seconds) });
    for seconds in [30, 60, 315_360_000] {
        assert_eq!(wanted(seconds).unwrap(), Some(seconds));
    }
    for seconds in [i64::MIN, -1, 0, 29, 315_360_001, i64::MAX] {
        assert_eq!(wanted(seconds).unwrap_err().code(), Some("form_param_value_invalid"), "{seconds}");
    }
    assert_eq!(lifetime(&TokenOptions::default()).unwrap(), None);
}
