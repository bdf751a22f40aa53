use housekey_contract::backend::sessions::RefreshSession;
use housekey_contract::{Millis, Secret};
use housekey_domain::error::{Error, Result};
use housekey_domain::jwt::{self, Extras};
use housekey_domain::random;
use housekey_domain::sessions::{
    self, Bearer, Minting, RefreshCheck, cookies, issue_refresh_token, refresh, session_token,
};
use housekey_store::sessions::SessionRecord;

use crate::world::{NOW, ORIGIN, World, rng};

const REFRESH_TOKEN: &str = "a refresh token";

/// A session with a refresh token, and what a browser presents.
async fn presented(world: &World) -> (SessionRecord, RefreshSession) {
    let session = world.session().await;
    let id = session.id.clone();
    let digest = random::hash_token(REFRESH_TOKEN);
    world.write(move |tx| issue_refresh_token(tx, &id, &digest)).await.unwrap();
    let request = RefreshSession {
        expired_token: token(world, &session, Some(ORIGIN)).await.into(),
        refresh_token: REFRESH_TOKEN.into(),
        request_origin: ORIGIN.into(),
        ..RefreshSession::default()
    };
    (session, request)
}

async fn token(world: &World, session: &SessionRecord, origin: Option<&str>) -> String {
    let id = session.id.clone();
    let bearer = world.write(move |tx| sessions::bearer(tx, &id)).await.unwrap();
    // From yesterday, so long expired.
    let now = NOW - Millis::from_seconds(86_400);
    let minting = Minting { issuer: "https://clerk.example.test", origin, now, lifetime: None };
    session_token(&bearer, minting, &world.instance.settings, &world.key, &mut rng())
}

async fn attempt(world: &World, session: &SessionRecord, request: &RefreshSession) -> Result<Bearer> {
    let check = RefreshCheck::of(request, session.id.clone(), &world.key)?;
    world.write(move |tx| refresh(tx, &check)).await
}

/// The code of a refusal, which must be a 401, so that libraries know that a handshake is needed.
async fn refused(world: &World, session: &SessionRecord, request: &RefreshSession) -> String {
    match attempt(world, session, request).await.unwrap_err() {
        Error::Refused { status: 401, errors, .. } => errors[0].code.clone(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_expired_token_and_the_refresh_token_renew_a_session() {
    for world in World::everywhere().await {
        let (session, request) = presented(&world).await;
        let bearer = attempt(&world, &session, &request).await.unwrap();
        assert_eq!(bearer.session.id, session.id);
        assert_eq!(bearer.user.id, world.ada);
    }
}

#[tokio::test]
async fn a_wrong_or_outdated_refresh_token_is_refused() {
    for world in World::everywhere().await {
        let (session, request) = presented(&world).await;
        let wrong = RefreshSession { refresh_token: "another".into(), ..request.clone() };
        assert_eq!(refused(&world, &session, &wrong).await, "refresh_token_not_found");

        let (id, digest) = (session.id.clone(), random::hash_token("a newer one"));
        world.write(move |tx| issue_refresh_token(tx, &id, &digest)).await.unwrap();
        assert_eq!(refused(&world, &session, &request).await, "refresh_token_not_found");
    }
}

#[tokio::test]
async fn a_session_without_a_refresh_token_is_not_refreshed_by_an_empty_one() {
    for world in World::everywhere().await {
        let (_, request) = presented(&world).await;
        let other = world.session().await;
        let request = RefreshSession {
            expired_token: token(&world, &other, Some(ORIGIN)).await.into(),
            refresh_token: Secret::default(),
            ..request
        };
        assert_eq!(refused(&world, &other, &request).await, "refresh_token_not_found");
    }
}

#[tokio::test]
async fn a_token_of_another_session_is_refused() {
    for world in World::everywhere().await {
        let (_, request) = presented(&world).await;
        let other = world.session().await;
        assert_eq!(refused(&world, &other, &request).await, "refresh_sid_mismatch");
    }
}

#[tokio::test]
async fn a_token_for_another_origin_is_refused() {
    let world = World::everywhere().await.remove(0);
    let (session, request) = presented(&world).await;
    let elsewhere = RefreshSession { request_origin: "https://evil.example".into(), ..request.clone() };
    assert_eq!(refused(&world, &session, &elsewhere).await, "refresh_request_origin_azp_mismatch");
    for nonsense in ["", "app.example.com", "https://", "https://a@b", "https://a/path"] {
        let request = RefreshSession { request_origin: nonsense.into(), ..request.clone() };
        assert_eq!(refused(&world, &session, &request).await, "refresh_request_origin_invalid", "{nonsense}");
    }
    let expired_token = token(&world, &session, None).await;
    let without = RefreshSession { expired_token: expired_token.into(), ..request };
    assert_eq!(refused(&world, &session, &without).await, "expired_session_token_missing_azp");
}

#[tokio::test]
async fn a_forged_token_is_refused() {
    let world = World::everywhere().await.remove(0);
    let (session, request) = presented(&world).await;
    let forged =
        RefreshSession { expired_token: format!("{}x", request.expired_token).into(), ..request.clone() };
    assert_eq!(refused(&world, &session, &forged).await, "expired_session_token_invalid");

    // Signed by the instance, but not a session token.
    let claims = jwt::decode_unverified(&request.expired_token).unwrap().claims;
    let expired_token = jwt::sign(&*world.key, Extras::default(), &claims);
    let other_kind = RefreshSession { expired_token: expired_token.into(), ..request };
    assert_eq!(refused(&world, &session, &other_kind).await, "session_refresh_session_token_ineligible");
}

#[tokio::test]
async fn an_ended_session_is_not_refreshed() {
    for world in World::everywhere().await {
        let (session, request) = presented(&world).await;
        let id = session.id.clone();
        world.write(move |tx| sessions::revoke(tx, &id)).await.unwrap();
        assert_eq!(refused(&world, &session, &request).await, "session_refresh_inactive_session");
    }
}

#[tokio::test]
async fn a_banned_user_is_not_refreshed() {
    for world in World::everywhere().await {
        let (session, request) = presented(&world).await;
        world.change_ada(|ada| ada.banned = true).await;
        assert_eq!(refused(&world, &session, &request).await, "user_banned");
    }
}

#[test]
fn cookies_come_under_both_names_and_are_secure_where_the_origin_is() {
    let key = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";
    let [plain, suffixed] =
        <[String; 2]>::try_from(cookies(key, "https://app.example.com", "j.w.t")).unwrap();
    assert_eq!(plain, "__session=j.w.t; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    assert_eq!(suffixed, "__session_naoXFJnI=j.w.t; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    assert!(cookies(key, "http://localhost:3000", "j.w.t").iter().all(|cookie| !cookie.contains("Secure")));
}
