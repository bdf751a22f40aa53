//! Time does not tell who has an account, nor with which digest it was imported.

use std::time::{Duration, Instant};

use housekey_sdk::{CreateUser, PasswordHasher};

use crate::browser::Browser;
use crate::relying_party::{PASSWORD, RelyingParty, sign_in};
use crate::server::Server;

/// Wrong passwords for each account.
const ATTEMPTS: usize = 5;

/// Longer than any of these checks takes, so that on a slow machine too only the floor is seen.
const FLOOR: Duration = Duration::from_millis(900);

#[tokio::test]
async fn a_wrong_password_takes_as_long_whoever_it_is_for() {
    let server = Server::changed(|app| app.even_time.floor = FLOOR).await;
    let imported = [
        (
            "sha256",
            PasswordHasher::Sha256,
            "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
        ),
        ("bcrypt", PasswordHasher::Bcrypt, "$2a$11$vI8aWBnW3fID.ZQ4/zo1G.q1lRps.9cGLcZEiGDMVr5yUP1KUOYTa"),
    ];
    for (name, hasher, digest) in imported {
        let user = CreateUser {
            email_address: Some(vec![format!("{name}@example.test")]),
            password_digest: Some(digest.into()),
            password_hasher: Some(hasher),
            ..CreateUser::default()
        };
        server.client.users().create(user).await.unwrap();
    }
    let own = CreateUser {
        email_address: Some(vec!["own@example.test".into()]),
        password: Some(PASSWORD.into()),
        ..CreateUser::default()
    };
    server.client.users().create(own).await.unwrap();

    let notes = RelyingParty::trusted(&server).await;
    let mut medians = Vec::new();
    for name in ["sha256", "bcrypt", "own", "nobody"] {
        let mut browser = Browser::new(&server.url);
        let page = browser.open(&notes.authorize_url(&[])).await;
        let mut times = Vec::new();
        for _ in 0..ATTEMPTS {
            let began = Instant::now();
            let answer = sign_in(&mut browser, &page, &format!("{name}@example.test"), "wrong").await;
            times.push(began.elapsed());
            assert_eq!(answer.status, 422, "{name}");
        }
        times.sort_unstable();
        medians.push((times[ATTEMPTS / 2], name));
    }
    let (fastest, slowest) = (medians.iter().min().unwrap(), medians.iter().max().unwrap());
    assert!(slowest.0 < fastest.0 * 3 / 2, "{medians:?}");
}
