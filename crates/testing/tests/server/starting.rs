use std::time::Duration;

use housekey_sdk::{Client, CreateUser, Error, ListUsers, Retry};
use housekey_testing::TestServer;

fn somebody() -> CreateUser {
    CreateUser { username: Some("somebody".to_owned()), ..CreateUser::default() }
}

#[tokio::test]
async fn two_servers_know_nothing_of_each_other() {
    let (one, other) = (TestServer::start().await, TestServer::start().await);

    let user = one.client().users().create(somebody()).await.unwrap();

    assert!(other.client().users().get(&user.id).await.unwrap_err().is_not_found());
    let foreign = Client::builder().server(other.url()).secret_key(one.secret_key()).build().unwrap();
    assert!(foreign.users().get(&user.id).await.unwrap_err().is_unauthorized());
    assert_ne!(one.publishable_key(), other.publishable_key());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_start_at_once_in_a_runtime_of_several_threads() {
    let servers: Vec<_> = (0..8).map(|_| tokio::spawn(TestServer::start())).collect();
    for server in servers {
        let server = server.await.unwrap();
        assert_eq!(
            server.client().users().create(somebody()).await.unwrap().username,
            Some("somebody".to_owned())
        );
    }
}

#[test]
fn a_test_that_is_not_async_has_one_too() {
    let server = TestServer::start_blocking();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // A runtime of its own for each call: the server depends on none of them.
    let user = runtime.block_on(async { server.client().users().create(somebody()).await.unwrap() });
    drop(runtime);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert!(runtime.block_on(async { server.client().users().get(user.id).await }).is_ok());
}

#[test]
fn a_client_that_waits_needs_no_runtime_at_all() {
    let server = TestServer::start_blocking();
    server.block_on(server.seed_user("user_ada", somebody()));
    let client = server.client_builder().build_blocking().unwrap();
    server.fail("users.get").with_status(503);

    assert_eq!(client.users().get("user_ada").send().unwrap().username, somebody().username);
    assert_eq!(server.calls("users.get"), 2);
    assert_eq!(server.block_on(server.webhooks()).len(), 1);
}

#[tokio::test]
async fn dropping_a_server_stops_it_even_while_it_answers() {
    let server = TestServer::start().await;
    let client = server.client_builder().retry(Retry::none()).build().unwrap();
    client.users().list(ListUsers::default()).await.unwrap();
    server.fail("users.list").with_delay(Duration::from_mins(10));
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { client.users().list(ListUsers::default()).await }
    });
    while server.calls("users.list") < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    drop(server);

    assert!(matches!(waiting.await.unwrap(), Err(Error::Transport(_))));
    // By now another test's server may have the port, but not the secret key.
    assert!(client.users().list(ListUsers::default()).await.is_err());
}

#[tokio::test]
async fn the_secret_key_and_the_address_can_be_chosen() {
    let key = "sk_test_000000000000000000000001";
    let server = TestServer::builder().secret_key(key).listen(([127, 0, 0, 1], 0)).start().await;

    let variables = server.env();
    assert!(variables.contains(&("CLERK_SECRET_KEY", key.to_owned())));
    assert!(variables.contains(&("CLERK_API_URL", server.url().to_owned())));
    assert!(server.client().users().create(somebody()).await.is_ok());
}

#[test]
#[should_panic(expected = "sk_test_")]
fn a_key_that_is_none_is_refused_at_once() {
    drop(TestServer::builder().secret_key("secret").start_blocking());
}

#[tokio::test]
async fn servers_share_a_signing_key_unless_they_are_to_have_their_own() {
    let shared = [TestServer::start().await, TestServer::start().await];
    let own = TestServer::builder().own_signing_key().start().await;

    assert_eq!(shared[0].public_key_pem(), shared[1].public_key_pem());
    assert_ne!(shared[0].public_key_pem(), own.public_key_pem());
}
