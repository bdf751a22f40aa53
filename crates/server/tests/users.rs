//! Users through the SDK, on a real socket, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "users/known.rs"]
mod known;
#[path = "users/linked.rs"]
mod linked;
#[path = "users/paging.rs"]
mod paging;
#[path = "users/passwords.rs"]
mod passwords;
#[path = "sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
#[path = "../../domain/tests/password_vectors/vectors.rs"]
mod vectors;
#[path = "users/waiting.rs"]
mod waiting;

use std::future::Future;

use housekey_domain::second_factor::TotpSecret;
use housekey_sdk::{
    CodeToVerify, CreateUser, Error, ListUsers, Metadata, PasswordHasher, PasswordToVerify, SessionStatus,
    TokenOptions, UpdateUser, UpdateUserMetadata, set,
};
use serde_json::{Value, json};
use server::{Server, wire};

fn with_address(address: &str) -> CreateUser {
    CreateUser { email_address: Some(vec![address.into()]), ..CreateUser::default() }
}

fn metadata(value: Value) -> Option<Metadata> {
    serde_json::from_value(value).unwrap()
}

/// The codes of the refused calls, and the number of successful ones.
async fn together<T: Send + 'static>(
    times: usize,
    call: impl Fn(usize) -> std::pin::Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>,
) -> (usize, Vec<String>) {
    let calls: Vec<_> = (0..times).map(|n| tokio::spawn(call(n))).collect();
    let (mut won, mut codes) = (0, Vec::new());
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => codes.push(wire(&error).1.to_owned()),
        }
    }
    (won, codes)
}

#[tokio::test]
async fn an_address_is_claimed_once_however_many_ask_at_once() {
    for server in Server::everywhere().await {
        let client = server.client.clone();
        let (won, codes) = together(64, |_| {
            let client = client.clone();
            Box::pin(async move { client.users().create(with_address("Ada@example.com")).await })
        })
        .await;
        assert_eq!((won, codes.len()), (1, 63));
        assert!(codes.iter().all(|code| code == "form_identifier_exists"), "{codes:?}");
        let listed =
            ListUsers { email_address: Some(vec!["ada@EXAMPLE.com".into()]), ..ListUsers::default() };
        assert_eq!(
            server.client.users().list(listed).await.unwrap().len(),
            1,
            "the address has one normal form"
        );
    }
}

#[tokio::test]
async fn an_external_id_is_claimed_once_however_many_ask_at_once() {
    for server in Server::everywhere().await {
        let client = server.client.clone();
        let (won, codes) = together(64, |n| {
            let client = client.clone();
            let request =
                CreateUser { external_id: Some("42".into()), ..with_address(&format!("u{n}@example.com")) };
            Box::pin(async move { client.users().create(request).await })
        })
        .await;
        assert_eq!((won, codes.len()), (1, 63));
        assert!(codes.iter().all(|code| code == "form_identifier_exists"), "{codes:?}");
    }
}

#[tokio::test]
async fn a_hundred_guesses_at_once_learn_no_more_than_ten() {
    // The cheapest digest, so that the guesses really are concurrent.
    let md5 = "5f4dcc3b5aa765d61d8327deb882cf99";
    for server in Server::everywhere().await {
        let request = CreateUser {
            password_digest: Some(md5.into()),
            password_hasher: Some(PasswordHasher::Md5),
            ..with_address("ada@example.com")
        };
        let user = server.client.users().create(request).await.unwrap();
        let session = server.session_of(&user).await;
        let (client, id) = (server.client.clone(), user.id.clone());
        let (won, codes) = together(100, |n| {
            let (client, id) = (client.clone(), id.clone());
            let guess = PasswordToVerify { password: format!("guess {n}").into() };
            Box::pin(async move { client.users().verify_password(id, guess).await })
        })
        .await;
        assert_eq!(won, 0);
        assert_eq!(codes.iter().filter(|code| *code == "incorrect_password").count(), 10);
        assert_eq!(codes.iter().filter(|code| *code == "user_locked").count(), 90);

        let right = PasswordToVerify { password: "password".into() };
        let refused = server.client.users().verify_password(&user.id, right.clone()).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "user_locked"), "even the right one");
        let held = server.client.sessions();
        assert_eq!(
            held.get(&session.id).await.unwrap().status,
            SessionStatus::Active,
            "strangers end no session"
        );
        held.create_token(&session.id, TokenOptions::default()).await.expect("whoever is signed in stays so");
        server.advance(3600);
        assert!(server.client.users().verify_password(&user.id, right).await.unwrap().verified);
    }
}

#[tokio::test]
async fn a_backup_code_is_used_up_once() {
    for server in Server::everywhere().await {
        let request =
            CreateUser { backup_codes: Some(vec!["paper-code-1".into()]), ..with_address("ada@example.com") };
        let user = server.client.users().create(request).await.unwrap();
        let (client, id) = (server.client.clone(), user.id.clone());
        let (won, codes) = together(8, |_| {
            let (client, id) = (client.clone(), id.clone());
            let code = CodeToVerify { code: "paper-code-1".into() };
            Box::pin(async move { client.users().verify_totp(id, code).await })
        })
        .await;
        assert_eq!(won, 1, "{codes:?}");
    }
}

#[tokio::test]
async fn a_code_of_an_app_is_good_for_one_use_however_many_try_it_at_once() {
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let app = TotpSecret::parse(SECRET).unwrap();
    for server in Server::everywhere().await {
        let request = CreateUser { totp_secret: Some(SECRET.into()), ..with_address("ada@example.com") };
        let user = server.client.users().create(request).await.unwrap();
        let (client, id) = (server.client.clone(), user.id.clone());
        let code = app.code(server.app.clock.now().0);
        let first = code.clone();
        let (won, codes) = together(8, move |_| {
            let (client, id) = (client.clone(), id.clone());
            let code = CodeToVerify { code: code.as_str().into() };
            Box::pin(async move { client.users().verify_totp(id, code).await })
        })
        .await;
        assert_eq!(won, 1, "{codes:?}");
        let try_code =
            |code: String| server.client.users().verify_totp(&user.id, CodeToVerify { code: code.into() });
        assert!(try_code(first.clone()).await.is_err(), "nor is it any good afterwards");
        server.advance(60);
        let next = app.code(server.app.clock.now().0);
        assert!(try_code(next).await.unwrap().verified);
        assert!(try_code(first).await.is_err(), "a step before the last one used is over");
    }
}

#[tokio::test]
async fn a_backup_code_that_was_used_is_wrong_from_then_on() {
    for server in Server::everywhere().await {
        let codes = ["paper-code-1", "paper-code-2"].map(Into::into).to_vec();
        let request = CreateUser { backup_codes: Some(codes), ..with_address("ada@example.com") };
        let user = server.client.users().create(request).await.unwrap();
        let try_code =
            |code: &str| server.client.users().verify_totp(&user.id, CodeToVerify { code: code.into() });
        assert!(try_code("paper-code-1").await.unwrap().verified);
        assert_eq!(wire(&try_code("paper-code-1").await.unwrap_err()).0, 422);
        assert!(server.client.users().get(&user.id).await.unwrap().backup_code_enabled, "one is left");
        assert!(try_code("paper-code-2").await.unwrap().verified);
        assert!(!server.client.users().get(&user.id).await.unwrap().backup_code_enabled);
    }
}

#[tokio::test]
async fn banning_ends_every_session() {
    for server in Server::everywhere().await {
        let user = server.ada().await;
        let session = server.session_of(&user).await;
        assert!(server.client.users().ban(&user.id).await.unwrap().banned);
        let session = server.client.sessions().get(&session.id).await.unwrap();
        assert_eq!(session.status, SessionStatus::Revoked);
    }
}

#[tokio::test]
async fn metadata_is_merged_and_a_null_deletes() {
    for server in Server::everywhere().await {
        let user = server.ada().await;
        for (change, expected) in [
            (json!({"plan": {"name": "pro", "seats": 3}}), json!({"plan": {"name": "pro", "seats": 3}})),
            (json!({"plan": {"seats": null}, "beta": true}), json!({"plan": {"name": "pro"}, "beta": true})),
            (json!({"plan": null}), json!({"beta": true})),
        ] {
            let change =
                UpdateUserMetadata { public_metadata: metadata(change), ..UpdateUserMetadata::default() };
            let user = server.client.users().update_metadata(&user.id, change).await.unwrap();
            assert_eq!(json!(user.public_metadata), expected);
        }
    }
}

#[tokio::test]
async fn metadata_is_replaced_each_kind_that_is_given_as_a_whole() {
    for server in Server::everywhere().await {
        let users = server.client.users();
        let id = server.ada().await.id;
        let before = UpdateUserMetadata {
            public_metadata: metadata(json!({"plan": {"name": "pro"}, "beta": true})),
            private_metadata: metadata(json!({"crm": 7})),
            unsafe_metadata: metadata(json!({"theme": "dark"})),
        };
        users.update_metadata(&id, before).await.unwrap();

        let change = UpdateUserMetadata {
            public_metadata: metadata(json!({"plan": {"seats": null}})),
            unsafe_metadata: metadata(json!({})),
            ..UpdateUserMetadata::default()
        };
        let user = users.replace_metadata(&id, change).await.unwrap();
        assert_eq!(json!(user.public_metadata), json!({"plan": {"seats": null}}));
        assert_eq!(json!(user.private_metadata), json!({"crm": 7}));
        assert_eq!(json!(user.unsafe_metadata), json!({}));

        let large = UpdateUserMetadata {
            private_metadata: metadata(json!({"text": "x".repeat(9000)})),
            ..UpdateUserMetadata::default()
        };
        let refused = users.replace_metadata(&id, large).await.unwrap_err();
        assert_eq!(refused.code(), Some("form_param_exceeds_allowed_size"));
        assert_eq!(json!(users.get(&id).await.unwrap().private_metadata), json!({"crm": 7}));
    }
}

#[tokio::test]
async fn another_instance_neither_sees_nor_changes_a_user() {
    for server in Server::everywhere().await {
        let user = server.ada().await;
        let id = user.id.clone();
        let users = server.foreign.users();
        let change = UpdateUser { first_name: set("Mallory"), ..UpdateUser::default() };
        let refusals = [
            users.get(&id).await.unwrap_err(),
            users.update(&id, change).await.unwrap_err(),
            users.ban(&id).await.unwrap_err(),
            users.unban(&id).await.unwrap_err(),
            users.lock(&id).await.unwrap_err(),
            users.unlock(&id).await.unwrap_err(),
            users.update_metadata(&id, UpdateUserMetadata::default()).await.unwrap_err(),
            users.replace_metadata(&id, UpdateUserMetadata::default()).await.unwrap_err(),
            users.delete_profile_image(&id).await.unwrap_err(),
            users.verify_password(&id, PasswordToVerify { password: "guess".into() }).await.unwrap_err(),
            users.verify_totp(&id, CodeToVerify { code: "123456".into() }).await.unwrap_err(),
            users.disable_mfa(&id).await.unwrap_err(),
            users.delete(&id).await.unwrap_err(),
        ];
        for refusal in &refusals {
            assert_eq!(wire(refusal), (404, "resource_not_found"));
        }
        assert!(users.list(ListUsers::default()).await.unwrap().is_empty());
        let now = server.client.users().get(&id).await.unwrap();
        assert_eq!(
            (now.first_name, now.updated_at),
            (user.first_name, user.updated_at),
            "nothing has changed"
        );
    }
}

#[tokio::test]
async fn who_was_shown_before_is_shown_as_they_are_now() {
    for server in Server::everywhere().await {
        let (ada, users) = (server.ada().await, server.client.users());
        let shown = async || {
            let listed = users.list(ListUsers::default()).await.unwrap();
            let got = users.get(&ada.id).await.unwrap();
            assert_eq!(listed, std::slice::from_ref(&got), "both are shown alike");
            got
        };
        assert_eq!(shown().await, ada);
        assert_eq!(shown().await, ada, "the second time too");

        let named = UpdateUser { first_name: set("Augusta"), ..UpdateUser::default() };
        users.update(&ada.id, named).await.unwrap();
        assert_eq!(shown().await.first_name.as_deref(), Some("Augusta"));

        users.lock(&ada.id).await.unwrap();
        let left = shown().await.lockout_expires_in_seconds.unwrap();
        server.advance(60);
        assert!(shown().await.lockout_expires_in_seconds.unwrap() <= left - 60, "the lock's time runs down");
        server.advance(left);
        assert!(!shown().await.locked, "a lock ends by itself");
    }
}
