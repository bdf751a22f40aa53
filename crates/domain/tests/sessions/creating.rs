use housekey_contract::Millis;
use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::object::SessionStatus;
use housekey_domain::clients;
use housekey_domain::sessions::{self, NewSession};
use housekey_store::instances::{Environment, InstanceRecord};

use crate::world::{NOW, World, rng};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_new_session_is_active_on_a_client_of_its_own() {
    for world in World::everywhere().await {
        let session = world.session().await;
        assert_eq!(session.status, SessionStatus::Active);
        assert_eq!(session.expire_at, NOW + Millis(7 * DAY));
        assert_eq!(session.abandon_at, NOW + Millis(30 * DAY));

        let id = session.client_id.clone();
        let held = world.write(move |tx| clients::get(tx, &id)).await.unwrap();
        assert_eq!(held.client.last_active_session_id.as_ref(), Some(&session.id));
        assert_eq!(held.sessions, [session]);
    }
}

#[tokio::test]
async fn a_new_session_is_presence_on_a_day_but_no_sign_in() {
    for world in World::everywhere().await {
        world.session().await;
        let ada = world.ada().await;
        assert_eq!(ada.last_active_at, Some(Millis(NOW.0 - NOW.0 % DAY)), "midnight UTC");
        assert_eq!((ada.last_sign_in_at, ada.updated_at), (None, Millis(0)));
    }
}

#[tokio::test]
async fn nobody_gets_no_session() {
    for world in World::everywhere().await {
        assert_eq!(world.session_of("user_nobody").await.unwrap_err().code(), Some("resource_not_found"));
        assert_eq!(world.session_of(" ").await.unwrap_err().code(), Some("form_param_nil"));
    }
}

#[tokio::test]
async fn a_banned_or_locked_user_gets_no_session() {
    for world in World::everywhere().await {
        world.change_ada(|ada| ada.banned = true).await;
        assert_eq!(world.session_of("user_ada").await.unwrap_err().code(), Some("user_banned"));
        world.change_ada(|ada| (ada.banned, ada.locked) = (false, true)).await;
        assert_eq!(world.session_of("user_ada").await.unwrap_err().code(), Some("user_locked"));
    }
}

#[tokio::test]
async fn a_lock_that_is_over_stops_nobody() {
    for world in World::everywhere().await {
        world.change_ada(|ada| (ada.locked, ada.lock_expires_at) = (true, Some(NOW))).await;
        assert!(world.session_of("user_ada").await.is_ok());
    }
}

#[tokio::test]
async fn a_production_instance_makes_no_sessions_without_a_sign_in() {
    let world = World::everywhere().await.remove(0);
    let production = InstanceRecord { environment: Environment::Production, ..(*world.instance).clone() };
    let request = CreateSession { user_id: world.ada.clone(), ..CreateSession::default() };
    let refusal = NewSession::check(request, &production, NOW, &mut rng()).unwrap_err();
    assert_eq!(refusal.code(), Some("request_invalid_for_environment"));
}

#[tokio::test]
async fn an_unknown_organization_is_not_found() {
    for world in World::everywhere().await {
        let request =
            CreateSession { user_id: world.ada.clone(), active_organization_id: Some("org_1".into()) };
        let new = NewSession::check(request, &world.instance, NOW, &mut rng()).unwrap();
        let refusal = world.write(move |tx| sessions::create(tx, &new)).await.unwrap_err();
        assert_eq!(refusal.code(), Some("resource_not_found"));
    }
}
