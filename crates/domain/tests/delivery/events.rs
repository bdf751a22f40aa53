use housekey_contract::Millis;
use housekey_contract::backend::waitlist_entries::CreateWaitlistEntry;
use housekey_contract::object::EventType;
use housekey_domain::error::{Error, blank};
use housekey_domain::events::{Event, SessionSnapshot, emit};
use housekey_domain::users;
use housekey_domain::waitlist_entries::{self, NewWaitlistEntry, Waiting};
use housekey_store::Tx;
use housekey_store::events::take;
use housekey_store::instances::Restrictions;
use housekey_store::users::UserRecord;
use serde_json::json;

use crate::world::{NOW, World, rng};

#[tokio::test]
async fn a_users_life_is_told_in_its_order() {
    for world in World::listening().await {
        let ada = world.ada().await;
        let session = world.session_of(&ada).await;
        let (banned, deleted) = (ada.clone(), ada.clone());
        world.write(move |tx| users::ban(tx, &banned)).await.unwrap();
        world.write(move |tx| users::delete(tx, &deleted)).await.unwrap();

        let events = world.events().await;
        let of = |subject: &str| -> Vec<_> {
            events.iter().filter(|stored| stored.subject == subject).map(|stored| &stored.event).collect()
        };
        let kinds =
            |subject: &str| -> Vec<_> { of(subject).iter().map(|event| event.kind.as_str()).collect() };
        assert_eq!(kinds(ada.as_str()), ["user.created", "user.updated", "user.deleted"]);
        assert_eq!(kinds(session.id.as_str()), ["session.created", "session.revoked"]);

        let [created, updated, deleted] = of(ada.as_str())[..] else { panic!("three") };
        assert_eq!(created.requester.client_ip, "192.0.2.1");
        let banned = |snapshot| serde_json::from_value::<UserRecord>(snapshot).unwrap().banned;
        assert!(!banned(created.snapshot.clone()) && banned(updated.snapshot.clone()), "as it was then");
        let gone = json!({ "object": "user", "id": ada, "deleted": true, "external_id": "42" });
        assert_eq!(deleted.snapshot, gone);
        let snapshot: SessionSnapshot =
            serde_json::from_value(of(session.id.as_str())[0].snapshot.clone()).unwrap();
        assert_eq!((snapshot.session, snapshot.user.id), (session, ada));
    }
}

#[tokio::test]
async fn nothing_is_kept_for_nobody() {
    for world in World::everywhere().await {
        let ada = world.ada().await;
        world.session_of(&ada).await;
        assert!(world.events().await.is_empty());
    }
}

#[tokio::test]
async fn what_is_rolled_back_did_not_happen() {
    for world in World::listening().await {
        let failed: Result<(), Error> = world
            .write(|tx| {
                emit(tx, Event::deleted(EventType::RoleDeleted, "role", "role_1"))?;
                Err(blank("name"))
            })
            .await;
        assert!(failed.is_err() && world.events().await.is_empty());
    }
}

#[tokio::test]
async fn events_of_one_subject_keep_their_order_when_the_clock_goes_back() {
    for world in World::listening().await {
        for (kind, later) in [
            (EventType::RoleCreated, 0),
            (EventType::RoleUpdated, 0),
            (EventType::RoleUpdated, -5_000),
            (EventType::RoleDeleted, 0),
        ] {
            let at = NOW + Millis(later);
            let role = move |tx: &mut Tx<'_>| emit(tx, Event::new(kind.clone(), "role_1", json!({})));
            world.write_at(at, role).await.unwrap();
        }
        assert_eq!(world.kinds().await, ["role.created", "role.updated", "role.updated", "role.deleted"]);
    }
}

#[tokio::test]
async fn an_event_is_taken_once() {
    for world in World::listening().await {
        world.write(|tx| emit(tx, Event::deleted(EventType::RoleDeleted, "role", "role_1"))).await.unwrap();
        let sequence = world.events().await[0].sequence;
        let taken = || world.write(move |tx| Ok(take(tx, "role_1", sequence)?));
        assert!(taken().await.unwrap());
        assert!(!taken().await.unwrap());
    }
}

#[tokio::test]
async fn who_waits_and_is_rejected_is_told_of() {
    for world in World::listening().await {
        let request = CreateWaitlistEntry { email_address: "ada@example.com".into(), notify: Some(false) };
        let new = NewWaitlistEntry::check(&request, &world.seal, NOW, &mut rng()).unwrap();
        let again = new.clone();
        let entry = world
            .write(move |tx| waitlist_entries::create(tx, &Restrictions::default(), &new))
            .await
            .unwrap()
            .entry;
        world.write(move |tx| waitlist_entries::create(tx, &Restrictions::default(), &again)).await.unwrap();
        let id = entry.id.clone();
        world.write(move |tx| waitlist_entries::reject(tx, &id)).await.unwrap();
        assert_eq!(world.kinds().await, ["waitlistEntry.created", "waitlistEntry.updated"]);
        let snapshot = world.events().await.remove(0).event.snapshot;
        assert_eq!(serde_json::from_value::<Waiting>(snapshot).unwrap().entry, entry);
    }
}
