use housekey_contract::Millis;
use housekey_domain::error::Error;
use housekey_domain::jwt::{self, Extras};
use housekey_domain::sessions::{self, Minting, check_token, session_token, verify};
use housekey_store::sessions::SessionRecord;

use crate::world::{NOW, World, rng};

async fn token(world: &World, session: &SessionRecord) -> String {
    let id = session.id.clone();
    let bearer = world.write(move |tx| sessions::bearer(tx, &id)).await.unwrap();
    let minting = Minting { issuer: "https://clerk.example.test", origin: None, now: NOW, lifetime: None };
    session_token(&bearer, minting, &world.instance.settings, &world.key, &mut rng())
}

#[tokio::test]
async fn a_token_verifies_for_its_own_session_while_it_holds() {
    let world = World::everywhere().await.remove(0);
    let (session, other) = (world.session().await, world.session().await);
    let token = token(&world, &session).await;
    let check = |now, id, token| check_token(&world.key, now, id, token);
    check(NOW, &session.id, Some(&token)).unwrap();
    check(NOW + Millis(64_999), &session.id, Some(&token)).unwrap();

    let claims = jwt::decode_unverified(&token).unwrap().claims;
    let without_category = jwt::sign(&*world.key, Extras::default(), &claims);
    for (now, id, token) in [
        (NOW + Millis(65_000), &session.id, Some(token.as_str())),
        (NOW - Millis(15_001), &session.id, Some(&token)),
        (NOW, &other.id, Some(&token)),
        (NOW, &session.id, Some("x")),
        (NOW, &session.id, Some("")),
        (NOW, &session.id, Some(&without_category)),
        (NOW, &session.id, None),
    ] {
        assert_eq!(
            check(now, id, token).unwrap_err().code(),
            Some("invalid_session_token"),
            "{now} {token:?}"
        );
    }
}

#[tokio::test]
async fn an_ended_session_does_not_verify() {
    for world in World::everywhere().await {
        let session = world.session().await;
        let at = |now| {
            let id = session.id.clone();
            world.write_at(now, move |tx| verify(tx, &id))
        };
        assert_eq!(at(NOW).await.unwrap(), session);
        let refusal = at(session.expire_at).await.unwrap_err();
        assert!(matches!(refusal, Error::Refused { status: 401, .. }), "{refusal}");
    }
}
