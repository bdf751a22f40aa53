//! Listings, page by page.

use std::ops::Range;
use std::time::Duration;

use futures_util::TryStreamExt;
use housekey_sdk::{Error, ListOrganizations, ListSessions, ListUsers, Retry, User, UserId};

use crate::peer::{Peer, Reply, ok, status};

/// A page of users.
fn users(ids: impl IntoIterator<Item = u32>) -> Reply {
    let users: Vec<_> =
        ids.into_iter().map(|id| format!(r#"{{"object":"user","id":"user_{id}"}}"#)).collect();
    ok(&format!("[{}]", users.join(",")))
}

fn of_size(limit: i64) -> ListUsers {
    ListUsers { limit: Some(limit), ..ListUsers::default() }
}

fn ids<'a>(users: impl IntoIterator<Item = &'a User>) -> Vec<&'a str> {
    users.into_iter().map(|user| user.id.as_str()).collect()
}

fn expected(range: Range<u32>) -> Vec<String> {
    range.map(|id| format!("user_{id}")).collect()
}

fn targets(peer: &Peer) -> Vec<String> {
    peer.seen().into_iter().map(|seen| seen.target).collect()
}

/// Long enough for requests that should not be there to be seen.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(60)).await;
}

#[tokio::test]
async fn a_stream_goes_over_all_pages() {
    let peer = Peer::playing([users(0..3), users(2..6), users(5..7)]).await;
    let query = ListUsers { query: Some("a".into()), ..of_size(3) };
    let all: Vec<_> = peer.client().users().list(query).stream().try_collect().await.unwrap();
    assert_eq!(ids(&all), expected(0..7));
    let expected = ["limit=3&offset=0", "limit=4&offset=2", "limit=4&offset=5"];
    assert_eq!(targets(&peer), expected.map(|place| format!("/v1/users?{place}&query=a")));
}

#[tokio::test]
async fn a_page_has_a_hundred_items_and_begins_in_front_unless_the_request_says_otherwise() {
    let peer = Peer::playing([users(0..2), users(7..9)]).await;
    let client = peer.client();
    client.users().list(ListUsers::default()).stream().next().await.unwrap().unwrap();
    let query = ListUsers { offset: Some(7), ..of_size(20) };
    client.users().list(query).stream().next().await.unwrap().unwrap();
    assert_eq!(targets(&peer), ["/v1/users?limit=100&offset=0", "/v1/users?limit=20&offset=7"]);
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_asked_for() {
    let peer = Peer::playing([]).await;
    let _users = peer.client().users().list(of_size(3)).stream();
    a_moment().await;
    assert!(peer.seen().is_empty());
}

#[tokio::test]
async fn a_stream_fetches_one_page_ahead_once_half_of_the_current_one_is_used_up() {
    let peer = Peer::playing([users(0..4), users(3..8), users(7..12), users(11..13)]).await;
    let mut stream = peer.client().users().list(of_size(4)).stream();
    let mut requests = Vec::new();
    while let Some(user) = stream.next().await {
        user.unwrap();
        a_moment().await;
        requests.push(peer.seen().len());
    }
    assert_eq!(requests, [1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]);
}

#[tokio::test]
async fn pages_come_whole_with_one_fetched_ahead() {
    let peer = Peer::playing([users(0..4), users(3..8), users(7..9)]).await;
    let mut pages = peer.client().users().list(of_size(4)).pages();
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), expected(0..4));
    a_moment().await;
    assert_eq!(peer.seen().len(), 2);
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), expected(4..8));
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), expected(8..9));
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(peer.seen().len(), 3);
}

#[tokio::test]
async fn an_empty_listing_has_no_page() {
    let peer = Peer::playing([users([])]).await;
    assert!(peer.client().users().list(of_size(4)).pages().next().await.is_none());
}

#[tokio::test]
async fn a_page_that_waits_for_its_reader_does_not_run_out_of_time() {
    let peer = Peer::playing([users(0..2), users(1..3)]).await;
    let call = peer.client().users().list(of_size(2));
    let mut users = call.timeout(Duration::from_millis(200)).retry(Retry::none()).stream();
    for _ in 0..3 {
        users.next().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert!(users.next().await.is_none());
}

#[tokio::test]
async fn what_is_deleted_before_the_next_page_hides_nothing() {
    // After the first page, its last two users go: 4 and 5 move up before the place where the page ended.
    let peer = Peer::playing([users(0..4), users([6, 7]), users([0, 1, 4, 5, 6]), users([6, 7])]).await;
    let all: Vec<_> = peer.client().users().list(of_size(4)).stream().try_collect().await.unwrap();
    assert_eq!(ids(&all), expected(0..8));
    let places = ["limit=4&offset=0", "limit=5&offset=3", "limit=5&offset=0", "limit=5&offset=4"];
    assert_eq!(targets(&peer), places.map(|place| format!("/v1/users?{place}")));
}

#[tokio::test]
async fn what_is_added_before_the_next_page_is_not_read_twice() {
    let peer = Peer::playing([users(0..3), users([0, 1, 2, 3]), users([3, 4])]).await;
    let all: Vec<_> = peer.client().users().list(of_size(3)).stream().try_collect().await.unwrap();
    assert_eq!(ids(&all), expected(0..5));
}

#[tokio::test]
async fn collecting_asks_for_no_more_than_is_wanted() {
    let peer = Peer::playing([users(0..3), users(2..6), users(0..2), users(0..3), users(2..5)]).await;
    let client = peer.client();
    let list = |limit| client.users().list(of_size(limit));
    assert_eq!(ids(&list(3).collect_all(5).await.unwrap()), expected(0..5));
    assert_eq!(ids(&list(100).collect_all(2).await.unwrap()), expected(0..2));
    assert_eq!(ids(&list(3).collect_all(usize::MAX).await.unwrap()), expected(0..5));
    assert!(list(3).collect_all(0).await.unwrap().is_empty());
    a_moment().await;
    let places = [(3, 0), (4, 2), (2, 0), (3, 0), (4, 2)];
    assert_eq!(
        targets(&peer),
        places.map(|(limit, offset)| format!("/v1/users?limit={limit}&offset={offset}"))
    );
}

#[tokio::test]
async fn what_is_said_of_the_call_holds_for_every_page() {
    let (home, away) = (
        Peer::playing([]).await,
        Peer::playing([users(0..2), status(503), users(1..4), status(503), users(3..4)]).await,
    );
    let call = home.client().users().list(of_size(2)).server(&away.url).header("x-note", "here");
    let all: Vec<_> = call.stream().try_collect().await.unwrap();
    assert_eq!(ids(&all), expected(0..4));
    assert!(home.seen().is_empty());
    assert_eq!(away.seen().len(), 5);
    assert!(away.seen().iter().all(|seen| seen.header("x-note") == Some("here")));
}

#[tokio::test]
async fn a_page_that_fails_ends_the_listing() {
    let peer = Peer::playing([users(0..2), status(503), users(1..4)]).await;
    let mut stream = peer.client().users().list(of_size(2)).retry(Retry::none()).stream();
    assert!(stream.next().await.unwrap().is_ok() && stream.next().await.unwrap().is_ok());
    assert_eq!(stream.next().await.unwrap().unwrap_err().status().unwrap(), 503);
    assert!(stream.next().await.is_none());
    assert_eq!(peer.seen().len(), 2);
}

#[tokio::test]
async fn a_stream_that_is_dropped_fetches_no_more() {
    let peer = Peer::playing([users(0..2), Reply::Hang, status(500)]).await;
    let mut pages = peer.client().users().list(of_size(2)).timeout(Duration::from_millis(100)).pages();
    pages.next().await.unwrap().unwrap();
    a_moment().await;
    drop(pages);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(peer.seen().len(), 2, "the page ahead was asked for again");
}

#[tokio::test]
async fn users_are_counted_with_the_same_filters() {
    let peer = Peer::playing([ok(r#"{"object":"total_count","total_count":42}"#)]).await;
    let query = ListUsers { banned: Some(true), offset: Some(30), ..of_size(5) };
    assert_eq!(peer.client().users().list(query).total_count().await.unwrap(), 42);
    assert_eq!(peer.only().target, "/v1/users/count?banned=true");
}

#[tokio::test]
async fn other_listings_are_asked_how_many_items_they_have() {
    let counted = || ok(r#"{"data":[],"total_count":42}"#);
    let peer = Peer::playing([counted(), counted(), ok("[]")]).await;
    let client = peer.client();
    let organizations = ListOrganizations { offset: Some(30), ..ListOrganizations::default() };
    assert_eq!(client.organizations().list(organizations).total_count().await.unwrap(), 42);
    assert_eq!(client.sessions().list(ListSessions::default()).total_count().await.unwrap(), 42);
    assert_eq!(targets(&peer), ["/v1/organizations?limit=1", "/v1/sessions?limit=1&paginated=true"]);

    let error = client.sessions().list(ListSessions::default()).total_count().await.unwrap_err();
    assert!(error.to_string().contains("total_count"), "{error}");
}

#[tokio::test]
async fn a_request_that_can_not_be_paged_is_refused_before_it_is_sent() {
    let peer = Peer::playing([]).await;
    let query = ListUsers { starting_after: Some(UserId::from("user_1")), ..of_size(2) };
    let error = peer.client().users().list(query).stream().next().await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Request(why) if why.contains("starting_after")), "{error:?}");
    assert!(peer.seen().is_empty());
}

#[tokio::test]
async fn a_stream_can_be_read_on_another_thread() {
    let peer = Peer::playing([users(0..2), users(1..3)]).await;
    let stream = peer.client().users().list(of_size(2)).stream();
    let all: Vec<_> = tokio::spawn(async { stream.try_collect().await.unwrap() }).await.unwrap();
    assert_eq!(ids(&all), expected(0..3));
}
