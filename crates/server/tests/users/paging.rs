//! Listings that are paged through while items are added and deleted.

use std::collections::BTreeSet;

use housekey_sdk::{CreateOrganization, CreateSession, ListOrganizations, ListSessions, ListUsers, UserId};

use super::server::Server;
use super::with_address;

fn of_size(limit: i64, order: &str) -> ListUsers {
    ListUsers { limit: Some(limit), order_by: Some(order.into()), ..ListUsers::default() }
}

async fn add(server: &Server, name: &str) -> UserId {
    server.client.users().create(with_address(&format!("{name}@example.com"))).await.unwrap().id
}

async fn delete(server: &Server, ids: &[UserId]) {
    for id in ids {
        server.client.users().delete(id).await.unwrap();
    }
}

/// Reads all users while some are added and deleted, and checks that the others were read exactly once.
async fn read_while_users_come_and_go(server: &Server, order: &str, seed: u64) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut there = Vec::new();
    for number in 0..24 {
        there.push(add(server, &format!("{seed}.{order}{number}").replace('-', "minus")).await);
    }
    let mut stayed: BTreeSet<UserId> = there.iter().cloned().collect();
    let (mut read, mut added) = (Vec::new(), 0);
    let mut pages = server.client.users().list(of_size(4, order)).pages();
    while let Some(page) = pages.next().await {
        read.extend(page.unwrap().into_iter().map(|user| user.id));
        for _ in 0..chance.usize(..5) {
            let gone = there.swap_remove(chance.usize(..there.len()));
            delete(server, std::slice::from_ref(&gone)).await;
            stayed.remove(&gone);
        }
        if chance.bool() && added < 12 {
            added += 1;
            there.push(add(server, &format!("{seed}.{order}.new{added}").replace('-', "minus")).await);
        }
    }
    let distinct: BTreeSet<&UserId> = read.iter().collect();
    assert_eq!(distinct.len(), read.len(), "seed {seed}: somebody came twice");
    let missed: Vec<_> = stayed.iter().filter(|id| !distinct.contains(id)).collect();
    assert!(missed.is_empty(), "seed {seed}, {order}: {missed:?} were missed");
    delete(server, &there).await;
}

#[tokio::test]
async fn users_who_stay_are_read_once_while_others_come_and_go() {
    for server in Server::everywhere().await {
        for seed in 0..4 {
            read_while_users_come_and_go(&server, "-created_at", seed).await;
            read_while_users_come_and_go(&server, "created_at", seed).await;
        }
    }
}

#[tokio::test]
async fn deleting_each_user_of_a_stream_deletes_all() {
    for server in Server::everywhere().await {
        for number in 0..23 {
            add(&server, &format!("user{number}")).await;
        }
        let mut users = server.client.users().list(of_size(4, "created_at")).stream();
        while let Some(user) = users.next().await {
            delete(&server, &[user.unwrap().id]).await;
        }
        assert_eq!(server.client.users().list(ListUsers::default()).total_count().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn every_form_of_listing_is_read_to_its_end_and_counted() {
    for server in Server::everywhere().await {
        let client = &server.client;
        let ada = add(&server, "ada").await;
        for number in 0..7 {
            let request = CreateSession { user_id: ada.clone(), ..CreateSession::default() };
            client.sessions().create(request).await.unwrap();
            let request = CreateOrganization {
                name: format!("Organization {number}"),
                created_by: Some(ada.clone()),
                ..CreateOrganization::default()
            };
            client.organizations().create(request).await.unwrap();
        }
        let sessions = || {
            let query = ListSessions { user_id: Some(ada.clone()), ..ListSessions::default() };
            client.sessions().list(ListSessions { limit: Some(3), ..query })
        };
        assert_eq!(sessions().collect_all(usize::MAX).await.unwrap().len(), 7);
        assert_eq!(sessions().total_count().await.unwrap(), 7);

        let organizations = || {
            client.organizations().list(ListOrganizations { limit: Some(3), ..ListOrganizations::default() })
        };
        assert_eq!(organizations().collect_all(usize::MAX).await.unwrap().len(), 7);
        assert_eq!(organizations().total_count().await.unwrap(), 7);
    }
}
