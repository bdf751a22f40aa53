use housekey_contract::Millis;
use housekey_contract::backend::waitlist_entries::CreateWaitlistEntry;
use housekey_contract::object::EventType;
use housekey_domain::error::{Error, blank};
use housekey_domain::events::{Happened, SessionSnapshot, deleted, emit};
use housekey_domain::organization_roles::RoleWithPermissions;
use housekey_domain::users;
use housekey_domain::waitlist_entries::{self, NewWaitlistEntry, Waiting};
use housekey_store::events::{EventRecord, take};
use housekey_store::instances::Restrictions;
use housekey_store::organization_roles::RoleRecord;
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
                emit(tx, || Happened::RoleDeleted(deleted("role", "role_1")))?;
                Err(blank("name"))
            })
            .await;
        assert!(failed.is_err() && world.events().await.is_empty());
    }
}

#[tokio::test]
async fn events_of_one_subject_keep_their_order_when_the_clock_goes_back() {
    for world in World::listening().await {
        let record = RoleRecord { id: "role_1".into(), ..RoleRecord::default() };
        let role = RoleWithPermissions { role: record, ..RoleWithPermissions::default() };
        for (happened, later) in [
            (Happened::RoleCreated(role.clone()), 0),
            (Happened::RoleUpdated(role.clone()), 0),
            (Happened::RoleUpdated(role), -5_000),
            (Happened::RoleDeleted(deleted("role", "role_1")), 0),
        ] {
            let at = NOW + Millis(later);
            world.write_at(at, move |tx| emit(tx, || happened.clone())).await.unwrap();
        }
        assert_eq!(world.kinds().await, ["role.created", "role.updated", "role.updated", "role.deleted"]);
    }
}

#[tokio::test]
async fn an_event_is_taken_once() {
    for world in World::listening().await {
        world.write(|tx| emit(tx, || Happened::RoleDeleted(deleted("role", "role_1")))).await.unwrap();
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

#[tokio::test]
async fn every_event_is_read_as_it_was_emitted() {
    for world in World::listening().await {
        let kinds = EventType::VALUES.iter().map(|kind| EventType::from(*kind));
        for kind in kinds.filter(|kind| !kind.is_of_billing()) {
            let stored = EventRecord { kind: kind.clone(), snapshot: json!({}), ..EventRecord::default() };
            let happened = Happened::read(&stored).unwrap();
            let again = happened.clone();
            world.write(move |tx| emit(tx, || again.clone())).await.unwrap();
            let newest = world.events().await.pop().unwrap().event;
            assert_eq!((&newest.kind, Happened::read(&newest).unwrap()), (&kind, happened));
        }
    }
}

/// Rows that the versions before wrote stay readable: these are theirs, byte by byte.
#[test]
fn rows_queued_by_an_older_version_are_read() {
    let updated = r#"{"kind":"user.updated","at":1750000000000,"snapshot":{"id":"user_1","banned":true},
        "requester":{"client_ip":"192.0.2.1","user_agent":"test"}}"#;
    let event: EventRecord = serde_json::from_str(updated).unwrap();
    let Happened::UserUpdated(user) = Happened::read(&event).unwrap() else { panic!("a user") };
    assert!((user.id.as_str(), user.banned) == ("user_1", true));

    let deleted = r#"{"kind":"role.deleted","at":1750000000000,"snapshot":{"object":"role","id":"role_1",
        "deleted":true},"requester":{"client_ip":"","user_agent":""}}"#;
    let event: EventRecord = serde_json::from_str(deleted).unwrap();
    assert_eq!(Happened::read(&event).unwrap(), Happened::RoleDeleted(self::deleted("role", "role_1")));
}
