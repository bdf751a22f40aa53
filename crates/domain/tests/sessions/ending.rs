use housekey_contract::Millis;
use housekey_contract::backend::sessions::ListSessions;
use housekey_contract::object::SessionStatus;
use housekey_domain::sessions::{self, Listing};
use housekey_domain::users;
use housekey_store::sessions::SessionRecord;

use crate::world::{NOW, World};

async fn of_status(world: &World, status: SessionStatus, now: Millis) -> (Vec<SessionRecord>, u64) {
    let request =
        ListSessions { user_id: Some(world.ada.clone()), status: Some(status), ..ListSessions::default() };
    let listing = Listing::check(request, now).unwrap();
    let read = world.write(move |tx| Ok((sessions::listing(tx, &listing)?, sessions::count(tx, &listing)?)));
    read.await.unwrap()
}

#[tokio::test]
async fn revoking_is_once_and_for_all() {
    for world in World::everywhere().await {
        let id = world.session().await.id;
        let at = |now| {
            let id = id.clone();
            world.write_at(now, move |tx| sessions::revoke(tx, &id))
        };
        let revoked = at(NOW + Millis(1)).await.unwrap();
        assert_eq!((&revoked.status, revoked.updated_at), (&SessionStatus::Revoked, NOW + Millis(1)));
        assert_eq!(at(NOW + Millis(2)).await.unwrap(), revoked, "the second time changes nothing");
    }
}

#[tokio::test]
async fn a_session_that_has_expired_cannot_be_revoked_any_more() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let (id, late) = (session.id.clone(), session.expire_at);
        let revoked = world.write_at(late, move |tx| sessions::revoke(tx, &id)).await.unwrap();
        assert_eq!(sessions::status(&revoked, late), SessionStatus::Expired);
    }
}

#[tokio::test]
async fn listings_judge_by_the_clock_that_is_passed_in() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let (before, after) = (session.expire_at - Millis(1), session.expire_at);
        assert_eq!(of_status(&world, SessionStatus::Active, before).await, (vec![session.clone()], 1));
        assert_eq!(of_status(&world, SessionStatus::Expired, before).await, (vec![], 0));
        assert_eq!(of_status(&world, SessionStatus::Active, after).await, (vec![], 0));
        assert_eq!(of_status(&world, SessionStatus::Expired, after).await, (vec![session], 1));
    }
}

#[tokio::test]
async fn banning_ends_every_session() {
    for world in World::everywhere().await {
        world.session().await;
        world.session().await;
        let ada = world.ada.clone();
        world.write(move |tx| users::ban(tx, &ada)).await.unwrap();
        assert_eq!(of_status(&world, SessionStatus::Active, NOW).await.1, 0);
        assert_eq!(of_status(&world, SessionStatus::Revoked, NOW).await.1, 2);
    }
}

#[tokio::test]
async fn use_puts_off_abandonment_and_is_noted_once_a_minute() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let used = |later: i64| {
            let (id, settings) = (session.id.clone(), world.instance.settings.clone());
            world.write_at(NOW + Millis(later), move |tx| {
                sessions::note_activity(tx, &settings, &id)?;
                sessions::get(tx, &id)
            })
        };
        assert_eq!(used(59_999).await.unwrap(), session, "not yet");
        let noted = used(60_000).await.unwrap();
        assert_eq!(noted.last_active_at, NOW + Millis(60_000));
        assert_eq!(noted.abandon_at, session.abandon_at + Millis(60_000));
        assert_eq!(noted.expire_at, session.expire_at, "use does not put off the end");
    }
}

#[tokio::test]
async fn an_ended_session_is_not_brought_back_by_use() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let (id, settings, late) = (session.id.clone(), world.instance.settings.clone(), session.expire_at);
        let after = world.write_at(late, move |tx| {
            sessions::note_activity(tx, &settings, &id)?;
            sessions::get(tx, &id)
        });
        assert_eq!(after.await.unwrap(), session);
    }
}

#[tokio::test]
async fn resetting_second_factors_takes_their_proof_from_every_session() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let (ada, id) = (world.ada.clone(), session.id.clone());
        let reset = world.write(move |tx| {
            sessions::note_factors(tx, &id, (true, true))?;
            users::disable_mfa(tx, &ada)?;
            sessions::get(tx, &id)
        });
        let after = reset.await.unwrap();
        assert_eq!((after.first_factor_at, after.second_factor_at), (Some(NOW), None));
        assert_eq!(after.status, SessionStatus::Active, "the session itself goes on");
    }
}
