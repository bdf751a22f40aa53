//! Calls by `fetch`: every kind of request, pages, retries with their pauses, and a token with keys from the server.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::TryStreamExt;
use housekey_sdk::auth::Options;
use housekey_sdk::{
    Backoff, Client, CreateSession, CreateUser, Error, ListUsers, Method, TokenOptions, UpdateUser, Upload, User, set,
};

/// The smallest picture: one transparent pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;";
const PEOPLE: usize = 25;

pub(crate) async fn all(server: &str, secret_key: &str) {
    let client = Client::builder().secret_key(secret_key).server(server).build().expect("a client");
    people(&client).await;
    pages(&client).await;
    pictures(&client).await;
    tokens(&client).await;
    errors(&client).await;
    untyped(&client).await;
    retries(secret_key).await;
}

async fn people(client: &Client) {
    for number in 0..PEOPLE {
        let person = CreateUser { username: Some(format!("person_{number}")), ..CreateUser::default() };
        client.users().create(person).await.expect("a user");
    }
    let ada = CreateUser { username: Some("ada_lovelace".into()), ..CreateUser::default() };
    let ada = client.users().create(ada).await.expect("a user");
    let named = UpdateUser { first_name: set("Ada"), ..UpdateUser::default() };
    client.users().update(&ada.id, named).await.expect("an update");
    assert_eq!(client.users().get(&ada.id).await.expect("the user").first_name.as_deref(), Some("Ada"));
    client.users().delete(&ada.id).await.expect("a deletion");
}

async fn pages(client: &Client) {
    let few_at_a_time = ListUsers { limit: Some(10), ..ListUsers::default() };
    let pages: Vec<_> = client.users().list(few_at_a_time).pages().try_collect().await.expect("pages");
    assert!(pages.len() > 2, "{} pages", pages.len());
    assert_eq!(pages.concat().len(), PEOPLE);
}

async fn pictures(client: &Client) {
    let user = first(client).await;
    let picture =
        Upload { file: PIXEL.to_vec(), filename: "pixel.gif".into(), content_type: "image/gif".into() };
    let user = client.users().set_profile_image(user, picture).await.expect("a picture");
    assert!(user.has_image);
}

async fn tokens(client: &Client) {
    let user = first(client).await;
    let session = CreateSession { user_id: user.clone(), ..CreateSession::default() };
    let session = client.sessions().create(session).await.expect("a session");
    let token = client.sessions().create_token(session.id, TokenOptions::default()).await.expect("a token");
    let claims = client.verify_token(&token.jwt, &Options::default()).await.expect("a genuine token");
    assert_eq!(claims.sub, user.as_str());
}

async fn errors(client: &Client) {
    let error = client.users().get("user_nobody").await.expect_err("nobody");
    assert!(error.is_not_found() && error.trace_id().is_some(), "{error}");
}

async fn untyped(client: &Client) {
    let named = BTreeMap::from([("username", "grace_hopper")]);
    let grace = client.request(Method::POST, "/v1/users").json(&named).send::<User>().await.expect("a user");
    assert_eq!(grace.username.as_deref(), Some("grace_hopper"));
}

/// Nobody listens there. The pauses between attempts are JavaScript's timers.
async fn retries(secret_key: &str) {
    let pauses = Backoff {
        initial_interval: Duration::from_millis(20),
        max_elapsed: Duration::from_millis(200),
        ..Backoff::default()
    };
    let client = Client::builder()
        .secret_key(secret_key)
        .server("http://127.0.0.1:1")
        .retry(pauses)
        .on_call(|call| assert!(call.attempts > 1 && !call.waited.is_zero(), "{call:?}"));
    let error = client.build().expect("a client").users().get("user_ada").await.expect_err("no server");
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

async fn first(client: &Client) -> housekey_sdk::UserId {
    let one = ListUsers { limit: Some(1), ..ListUsers::default() };
    client.users().list(one).await.expect("a page").swap_remove(0).id
}
