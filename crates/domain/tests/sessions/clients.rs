use housekey_contract::ClientId;
use housekey_domain::clients::{self, ClientToken, HeldSessions};
use housekey_domain::error::Result;
use housekey_domain::page::Paging;
use housekey_domain::random;
use housekey_domain::sessions::{self, Minting, session_token};

use crate::world::{NOW, World, rng};

/// Gives the client a token with this random part.
async fn issue(world: &World, id: &ClientId, rotating_token: &str) -> String {
    let (to, digest) = (id.clone(), random::hash_token(rotating_token));
    world.write(move |tx| clients::rotate(tx, &to, &digest)).await.unwrap();
    clients::token(&world.key, id, rotating_token)
}

async fn verify(world: &World, token: &str) -> Result<HeldSessions> {
    let token = ClientToken::check(&world.key, token)?;
    world.write(move |tx| clients::verify(tx, &token)).await
}

#[tokio::test]
async fn a_token_stands_for_its_client() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let token = issue(&world, &session.client_id, "one").await;
        let held = verify(&world, &token).await.unwrap();
        assert_eq!(held.client.id, session.client_id);
        assert_eq!(held.sessions, [session]);
    }
}

#[tokio::test]
async fn a_newer_token_replaces_an_older_one() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let old = issue(&world, &session.client_id, "one").await;
        let new = issue(&world, &session.client_id, "two").await;
        assert_eq!(verify(&world, &old).await.unwrap_err().code(), Some("cookie_invalid"));
        assert!(verify(&world, &new).await.is_ok());
    }
}

#[tokio::test]
async fn a_client_without_a_token_has_none() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let token = clients::token(&world.key, &session.client_id, "");
        assert_eq!(verify(&world, &token).await.unwrap_err().code(), Some("cookie_invalid"));
    }
}

#[tokio::test]
async fn tokens_of_other_kinds_and_of_nobody_are_refused() {
    for world in World::everywhere().await {
        let unknown = clients::token(&world.key, &"client_nobody".into(), "one");
        assert_eq!(verify(&world, &unknown).await.unwrap_err().code(), Some("resource_not_found"));

        let id = world.session().await.id;
        let bearer = world.write(move |tx| sessions::bearer(tx, &id)).await.unwrap();
        let minting =
            Minting { issuer: "https://clerk.example.test", origin: None, now: NOW, lifetime: None };
        let session = session_token(&bearer, minting, &world.instance.settings, &world.key, &mut rng());
        for token in [session.as_str(), "", "x.y.z"] {
            assert_eq!(verify(&world, token).await.unwrap_err().code(), Some("cookie_invalid"), "{token}");
        }
    }
}

#[tokio::test]
async fn a_page_of_clients_comes_newest_first_with_the_sessions_of_each() {
    for world in World::everywhere().await {
        let mut expected = Vec::new();
        for _ in 0..3 {
            let session = world.session().await;
            expected.push((session.client_id, session.id));
        }
        // Created in the same millisecond, so ordered by id.
        expected.sort();
        expected.reverse();
        let paging = Paging::of(Some(2), Some(1)).unwrap();
        let list = world.write(move |tx| Ok((clients::list(tx, paging)?, clients::count(tx)?)));
        let (page, count) = list.await.unwrap();
        let page: Vec<_> =
            page.into_iter().map(|held| (held.client.id, held.sessions[0].id.clone())).collect();
        assert_eq!(page, expected[1..]);
        assert_eq!(count, 3);
    }
}

#[tokio::test]
async fn a_page_without_clients_is_empty() {
    for world in World::everywhere().await {
        let paging = Paging::of(None, None).unwrap();
        assert!(world.write(move |tx| clients::list(tx, paging)).await.unwrap().is_empty());
    }
}
