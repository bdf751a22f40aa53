//! The client that waits, outside and inside of runtimes.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use housekey_sdk::blocking::Client;
use housekey_sdk::{Error, ListUsers, Method, Retry};

use crate::peer::{KEY, Peer, Reply, USER, fast, ok, status};

/// A server on a thread of its own: whoever waits here does not keep it from answering.
fn playing(script: impl IntoIterator<Item = Reply> + Send + 'static) -> Peer {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            tell.send(Peer::playing(script).await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    told.recv().unwrap()
}

fn client(peer: &Peer) -> Client {
    peer.builder().build_blocking().unwrap()
}

fn three_pages() -> [Reply; 3] {
    let page = |ids: [u32; 2]| ok(&format!(r#"[{{"id":"user_{}"}},{{"id":"user_{}"}}]"#, ids[0], ids[1]));
    [page([1, 2]), ok(r#"[{"id":"user_2"},{"id":"user_3"},{"id":"user_4"}]"#), page([4, 5])]
}

fn by_two() -> ListUsers {
    ListUsers { limit: Some(2), ..ListUsers::default() }
}

#[test]
fn a_call_needs_no_runtime() {
    let peer = playing([status(503), ok(USER)]);
    let user = client(&peer).users().get("user_1").send().unwrap();
    assert_eq!(user.first_name.as_deref(), Some("Ada"));
    assert_eq!(peer.seen().len(), 2, "it is sent again as any other");
}

/// Makes a client, calls it and drops it, more often than a task may go on without yielding.
fn use_within_a_runtime() {
    let peer = playing((0..400).map(|_| ok(USER)).collect::<Vec<_>>());
    let client = client(&peer);
    for _ in 0..400 {
        client.users().get("user_1").send().unwrap();
    }
    // One, but for calls that are faster than the thread that takes the connection back.
    assert!(peer.connections() < 40, "{}", peer.connections());
}

#[tokio::test(flavor = "current_thread")]
async fn it_works_within_a_runtime_of_one_thread() {
    use_within_a_runtime();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_works_within_a_runtime_of_many_threads() {
    tokio::spawn(async { use_within_a_runtime() }).await.unwrap();
}

#[test]
fn it_is_shared_by_threads() {
    let peer = playing((0..20).map(|_| ok(USER)).collect::<Vec<_>>());
    let client = client(&peer);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..5).for_each(|_| drop(client.users().get("user_1").send().unwrap())));
        }
    });
    assert_eq!(peer.seen().len(), 20);
}

#[tokio::test]
async fn a_listing_goes_on_without_its_client() {
    let peer = playing(three_pages());
    let client = client(&peer);
    let users = client.users().list(by_two()).iter();
    drop(client);
    let users: Result<Vec<_>, _> = users.collect();
    assert_eq!(users.unwrap().len(), 5);
}

// A process of its own would be needed to tell its thread from those of other tests: connections tell as well.
#[tokio::test]
async fn dropping_it_closes_its_connections() {
    let peer = playing([ok(USER), Reply::Hang]);
    let first = client(&peer);
    first.users().get("user_1").send().unwrap();
    assert_eq!(peer.open(), 1);
    drop((first.clone(), first));
    for _ in 0..100 {
        if peer.open() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the connection is still open");
}

#[test]
fn what_is_said_of_a_call_holds() {
    let peer = playing([status(404), Reply::Hang, ok(USER)]);
    let client = client(&peer);
    let answer = client.users().get("user_1").header("x-note", "here").raw().send().unwrap();
    assert_eq!((answer.status.as_u16(), peer.only().header("x-note")), (404, Some("here")));

    let call = client.users().get("user_1").timeout(Duration::from_millis(50));
    assert!(matches!(call.retry(Retry::none()).send(), Err(Error::Timeout { .. })));

    let away = client.users().get("user_1").server(format!("{}/api", peer.url));
    away.send().unwrap();
    assert_eq!(peer.seen()[2].target, "/api/users/user_1");
}

#[test]
fn a_request_without_a_type_waits_too() {
    let peer = playing([status(503), ok(USER), status(404)]);
    let client = client(&peer);
    let get = || client.request(Method::GET, "/v1/users/user_1").header("x-note", "here");
    let user: serde_json::Value = get().send().unwrap();
    assert_eq!(user["first_name"], "Ada");
    assert_eq!(get().raw().send().unwrap().status.as_u16(), 404);
    assert_eq!(peer.seen()[2].header("x-note"), Some("here"));
}

#[test]
fn listings_are_iterators() {
    let ids =
        |users: Vec<housekey_sdk::User>| users.iter().map(|user| user.id.to_string()).collect::<Vec<_>>();
    let all = ["user_1", "user_2", "user_3", "user_4", "user_5"];

    let list = |peer: &Peer| client(peer).users().list(by_two());
    let users: Result<Vec<_>, _> = list(&playing(three_pages())).iter().collect();
    assert_eq!(ids(users.unwrap()), all);
    let pages: Result<Vec<_>, _> = list(&playing(three_pages())).pages().collect();
    assert_eq!(pages.unwrap().into_iter().map(ids).collect::<Vec<_>>(), [&all[..2], &all[2..4], &all[4..]]);
    assert_eq!(ids(list(&playing(three_pages())).collect_all(3).unwrap()), all[..3]);
    assert_eq!(list(&playing([ok(r#"{"total_count":5}"#)])).total_count().unwrap(), 5);
}

#[test]
fn one_page_is_fetched_ahead() {
    let peer = playing(three_pages());
    let mut pages = client(&peer).users().list(by_two()).pages();
    pages.next().unwrap().unwrap();
    thread::sleep(Duration::from_millis(100));
    assert_eq!(peer.seen().len(), 2);
}

#[test]
fn a_hook_may_make_calls_of_its_own() {
    let peer = playing([ok(USER), ok(USER)]);
    let inner = client(&peer);
    let outer = peer.builder().before_request(move |_, _| drop(inner.users().get("user_2").send().unwrap()));
    outer.build_blocking().unwrap().users().get("user_1").send().unwrap();
    let targets: Vec<_> = peer.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets, ["/v1/users/user_2", "/v1/users/user_1"]);
}

#[test]
fn what_can_not_work_is_told_when_the_client_is_made() {
    assert!(matches!(Client::new(""), Err(Error::Configuration(_))));
    assert!(matches!(Client::builder().build_blocking(), Err(Error::Configuration(_))));
    assert!(matches!(Client::try_from(housekey_sdk::Client::new("")), Err(Error::Configuration(_))));
    assert_eq!(Client::new(KEY).unwrap().server(), "https://api.clerk.com/v1");
}

#[test]
fn an_async_client_can_be_made_one_that_waits() {
    let peer = playing([ok(USER)]);
    let client = Client::try_from(peer.builder().retry(fast()).build().unwrap()).unwrap();
    client.users().get("user_1").send().unwrap();
    let printed = format!("{client:?} {:?}", client.users().get("user_1").header("x-secret", "swordfish"));
    assert!(!printed.contains("swordfish") && printed.contains("Users.get"), "{printed}");
}
