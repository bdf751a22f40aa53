//! Listings of many users equal those of a full scan, however the rows are found.

use housekey_contract::{EmailAddressId, InstanceId, Millis, UserId};
use housekey_store::fold::fold;
use housekey_store::identifications::{self, Kind};
use housekey_store::testing::{TestDatabase, engines};
use housekey_store::users::{self, EmailAddressRecord, Filters, Order, OrderBy, UserRecord};
use housekey_store::{Db, Moment, StoreError, Tx};

/// More than are collected and sorted.
const MANY: usize = 2_600;
const PAGE: u32 = 20;
const MOMENT: Moment = Moment { now: Millis(1_750_000_000_000), seed: [0; 32] };

#[tokio::test]
async fn a_listing_is_what_looking_at_everybody_would_give() {
    for engine in engines() {
        let TestDatabase { db, .. } = &engine.database().await;
        let everybody = settle(db, "ins_1", MANY).await;
        settle(db, "ins_2", 50).await;
        for filters in questions(&everybody) {
            for order in orders() {
                let wanted = expected(&everybody, &filters, &order);
                let found = list(db, filters.clone(), order.clone()).await;
                let wanted: Vec<_> = wanted.iter().map(|user| user.id.clone()).collect();
                assert_eq!(found, wanted, "{engine:?}: {filters:?} {order:?}");
            }
            let all = everybody.iter().filter(|user| matches(user, &filters)).count();
            assert_eq!(count(db, filters.clone()).await, all as u64, "{engine:?}: {filters:?}");
        }
    }
}

#[tokio::test]
async fn accents_and_case_make_no_difference() {
    for engine in engines() {
        let TestDatabase { db, .. } = &engine.database().await;
        settle(db, "ins_1", 16).await;
        for (text, found) in [("lukasz", 2), ("ŁUKASZ", 2), ("jose", 2), ("josé", 2), ("jo\u{301}se", 2)] {
            assert_eq!(count(db, search(text)).await, found, "{engine:?}: {text}");
            let name = Filters { name: Some(text.to_owned()), ..Filters::default() };
            assert_eq!(count(db, name).await, found, "{engine:?}: the name {text}");
        }
    }
}

#[tokio::test]
async fn who_changes_their_name_is_found_by_the_new_one_only() {
    for engine in engines() {
        let TestDatabase { db, .. } = &engine.database().await;
        let mut user = settle(db, "ins_1", 1).await.remove(0);
        user.username = Some("Renamed".to_owned());
        user.email_addresses.clear();
        write(db, "ins_1", move |tx| users::update(tx, &user)).await;
        for (text, found) in [("enam", 1), ("RENAMED", 1), ("person0", 0), ("example.com", 0)] {
            assert_eq!(count(db, search(text)).await, found, "{engine:?}: {text}");
        }
        write(db, "ins_1", |tx| users::delete(tx, &id(0))).await;
        assert_eq!(count(db, search("enam")).await, 0, "{engine:?}");
    }
}

#[tokio::test]
async fn every_change_makes_another_version() {
    for engine in engines() {
        let TestDatabase { db, .. } = &engine.database().await;
        let user = settle(db, "ins_1", 1).await.remove(0);
        let mut versions = Vec::new();
        for _ in 0..3 {
            let instance = InstanceId::from("ins_1");
            let read: Result<_, StoreError> = db
                .read(move |tx| {
                    let tx = &mut Tx::new(tx, &instance, MOMENT);
                    let order = Order { limit: 1, ..Order::default() };
                    let listed = users::list(tx, &Filters::default(), &order, |user| user.version)?;
                    Ok((listed[0], users::show(tx, &id(0), |user| Ok(user.version))?))
                })
                .await;
            let (listed, shown) = read.unwrap();
            assert_eq!(shown, Some(listed), "{engine:?}");
            versions.push(listed);
            // Even where nothing is different, as nobody compares.
            let same = user.clone();
            write(db, "ins_1", move |tx| users::update(tx, &same)).await;
        }
        versions.dedup();
        assert_eq!(versions.len(), 3, "{engine:?}");
    }
}

/// Ids differ from the first letters on, as those of different seconds do.
fn id(number: usize) -> UserId {
    UserId::from(format!("user_2{:05}{}", number, "abcDEFghiJKLmnoPQRstu"))
}

fn user(number: usize) -> UserRecord {
    let at =
        |step: usize| Millis(1_700_000_000_000 + i64::try_from(number * step % 100_003).unwrap_or_default());
    let names = ["Ada", "Grace", "Alan", "Barbara", "Łukasz", "José", "100%", "a_b"];
    UserRecord {
        id: id(number),
        username: Some(format!("person{number}")),
        first_name: Some(names[number % names.len()].to_owned()),
        last_name: number.is_multiple_of(5).then(|| format!("Family{}", number % 37)),
        email_addresses: vec![EmailAddressRecord {
            id: EmailAddressId::from(format!("idn_{number}")),
            value: format!("mail{number}@example.com"),
            ..EmailAddressRecord::default()
        }],
        banned: number % 500 == 7,
        created_at: at(7_919),
        updated_at: at(104_729),
        last_active_at: (!number.is_multiple_of(3)).then(|| at(1_299_709)),
        last_sign_in_at: number.is_multiple_of(900).then(|| at(15_485_863)),
        ..UserRecord::default()
    }
}

#[expect(clippy::disallowed_methods, reason = "the domain, which asks restrictions, is a floor above")]
async fn settle(db: &Db, instance: &'static str, many: usize) -> Vec<UserRecord> {
    let everybody: Vec<UserRecord> = (0..many).map(user).collect();
    let settling = everybody.clone();
    write(db, instance, move |tx| {
        for user in &settling {
            users::insert(tx, user)?;
            for address in &user.email_addresses {
                identifications::claim(
                    tx,
                    Kind::EmailAddress,
                    &address.value,
                    address.id.as_str(),
                    &user.id,
                )?;
            }
            let (name, idn) = (user.username.clone().unwrap_or_default(), format!("idn_name_{}", user.id));
            identifications::claim(tx, Kind::Username, &name, &idn, &user.id)?;
        }
        Ok(())
    })
    .await;
    everybody
}

fn search(text: &str) -> Filters {
    Filters { search: Some(text.to_owned()), ..Filters::default() }
}

fn questions(everybody: &[UserRecord]) -> Vec<Filters> {
    let texts = [
        "ADA",
        "example.com",
        "person25",
        "mail1999@",
        "zz",
        "%",
        "a_b",
        "łuk",
        "Luk",
        "jose",
        "JOSÉ",
        "100%",
        "\"",
        "no such person",
    ];
    let mut questions: Vec<Filters> = texts.iter().map(|text| search(text)).collect();
    questions.push(search(id(77).as_str()));
    questions.push(search(&id(77).as_str()[..20]));
    let name = |text: &str| Filters { name: Some(text.to_owned()), ..Filters::default() };
    questions.extend([name("family3"), name("grace"), name("a f"), name("mail")]);
    let partial = |kind, text: &str| Filters { partial: vec![(kind, text.to_owned())], ..Filters::default() };
    questions.push(partial(Kind::EmailAddress, "mail12"));
    questions.push(partial(Kind::EmailAddress, "example"));
    questions.push(partial(Kind::Username, "PERSON9"));
    questions.push(partial(Kind::Username, "mail"));
    let middle = everybody[everybody.len() / 2].created_at;
    for column in [OrderBy::CreatedAt, OrderBy::LastActiveAt, OrderBy::LastSignInAt] {
        questions.push(Filters { before: vec![(column, middle)], ..Filters::default() });
        questions.push(Filters { after: vec![(column, middle)], banned: Some(false), ..Filters::default() });
    }
    questions.push(Filters { banned: Some(true), ..Filters::default() });
    questions.push(Filters { banned: Some(true), ..search("grace") });
    questions.push(Filters { without_ids: vec![id(3).to_string()], ..Filters::default() });
    questions.push(Filters { ids: vec![id(3).to_string(), id(4).to_string()], ..Filters::default() });
    let addresses = vec!["mail5@example.com".to_owned(), "mail6@example.com".to_owned()];
    questions.push(Filters { identifications: vec![(Kind::EmailAddress, addresses)], ..Filters::default() });
    questions
}

fn orders() -> Vec<Order> {
    let order = |by, descending, offset| Order { by, descending, limit: PAGE, offset, after: None };
    vec![
        order(OrderBy::CreatedAt, true, 0),
        order(OrderBy::CreatedAt, false, 7),
        order(OrderBy::LastActiveAt, true, 0),
        order(OrderBy::UpdatedAt, false, 3),
    ]
}

/// By full scan.
fn expected(everybody: &[UserRecord], filters: &Filters, order: &Order) -> Vec<UserRecord> {
    let mut matching: Vec<UserRecord> =
        everybody.iter().filter(|user| matches(user, filters)).cloned().collect();
    matching.sort_by_key(|user| (column(user, order.by), user.id.to_string()));
    if order.descending {
        matching.reverse();
    }
    matching.into_iter().skip(order.offset as usize).take(order.limit as usize).collect()
}

fn column(user: &UserRecord, by: OrderBy) -> i64 {
    match by {
        OrderBy::CreatedAt => user.created_at.0,
        OrderBy::UpdatedAt => user.updated_at.0,
        OrderBy::LastActiveAt => user.last_active_at.map_or(0, |at| at.0),
        OrderBy::LastSignInAt => user.last_sign_in_at.map_or(0, |at| at.0),
        _ => panic!("not asked for"),
    }
}

fn matches(user: &UserRecord, filters: &Filters) -> bool {
    let holds = |value: &str, part: &str| fold(value).contains(&fold(part));
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let username = user.username.clone().unwrap_or_default();
    let address = user.email_addresses[0].value.clone();
    let searched = |part: &String| {
        user.id.as_str().starts_with(part.as_str()) && part.len() >= 15
            || [&name, &username, &address].into_iter().any(|value| holds(value, part))
    };
    let identified = |(kind, values): &(Kind, Vec<String>)| match kind {
        Kind::EmailAddress => values.contains(&address),
        _ => panic!("not asked for"),
    };
    let partly = |(kind, part): &(Kind, String)| match kind {
        Kind::EmailAddress => holds(&address, part),
        _ => holds(&username, part),
    };
    filters.search.as_ref().is_none_or(searched)
        && filters.name.as_ref().is_none_or(|part| holds(&name, part))
        && filters.identifications.iter().all(identified)
        && filters.partial.iter().all(partly)
        && filters.banned.is_none_or(|banned| banned == user.banned)
        && (filters.ids.is_empty() || filters.ids.contains(&user.id.to_string()))
        && !filters.without_ids.contains(&user.id.to_string())
        && filters.before.iter().all(|(by, time)| (1..time.0).contains(&column(user, *by)))
        && filters.after.iter().all(|(by, time)| column(user, *by) > time.0)
}

async fn list(db: &Db, filters: Filters, order: Order) -> Vec<UserId> {
    let instance = InstanceId::from("ins_1");
    let found: Result<_, StoreError> = db
        .scan(move |tx| {
            users::list(&mut Tx::new(tx, &instance, MOMENT), &filters, &order, |user| UserId::from(user.id))
        })
        .await;
    found.expect("a listing")
}

async fn count(db: &Db, filters: Filters) -> u64 {
    let instance = InstanceId::from("ins_1");
    let found: Result<_, StoreError> =
        db.scan(move |tx| users::count(&mut Tx::new(tx, &instance, MOMENT), &filters)).await;
    found.expect("a count")
}

async fn write<F>(db: &Db, instance: &'static str, work: F)
where
    F: Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync + 'static,
{
    let instance = InstanceId::from(instance);
    let written: Result<_, StoreError> = db.write(move |tx| work(&mut Tx::new(tx, &instance, MOMENT))).await;
    written.expect("a write");
}
