use std::sync::Arc;

use housekey_contract::Millis;
use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_contract::object::SignInTokenStatus;
use housekey_domain::error::Result;
use housekey_domain::sign_in_tokens::{self, NewSignInToken, redeem, revoke};
use housekey_domain::{jwt, random};
use housekey_store::sign_in_tokens::SignInTokenRecord;

use crate::world::{NOW, World, rng};

fn check(world: &World, user: &str, seconds: Option<i64>) -> Result<NewSignInToken> {
    let request = CreateSignInToken {
        user_id: user.into(),
        expires_in_seconds: seconds,
        ..CreateSignInToken::default()
    };
    NewSignInToken::check(request, world.issuer(), NOW, &mut rng())
}

/// A ticket for Ada and its record.
async fn ticket(world: &World, seconds: Option<i64>) -> (String, SignInTokenRecord) {
    let new = check(world, "user_ada", seconds).unwrap();
    let ticket = new.ticket.text.to_string();
    (ticket, world.write(move |tx| sign_in_tokens::create(tx, &new)).await.unwrap())
}

async fn present(world: &World, ticket: &str, now: Millis) -> Result<SignInTokenRecord> {
    let digest = random::hash_token(ticket);
    world.write_at(now, move |tx| redeem(tx, &digest)).await
}

#[tokio::test]
async fn a_ticket_says_what_it_is_and_is_kept_as_a_digest() {
    for world in World::everywhere().await {
        let (ticket, record) = ticket(&world, None).await;
        let claims = jwt::decode_unverified(&ticket).unwrap().claims;
        assert_eq!(claims["st"], "sign_in_token");
        assert_eq!(claims["sid"], record.id.as_str());
        assert_eq!(claims["iid"], world.instance.id.as_str());
        assert_eq!(claims["exp"], NOW.seconds() + 30 * 24 * 60 * 60);
        assert_eq!(record.status, SignInTokenStatus::Pending);
        assert!(!serde_json::to_string(&record).unwrap().contains(&ticket));
    }
}

#[tokio::test]
async fn a_ticket_works_once() {
    for world in World::everywhere().await {
        let (ticket, _) = ticket(&world, Some(60)).await;
        let used = present(&world, &ticket, NOW).await.unwrap();
        assert_eq!((used.status, used.user_id), (SignInTokenStatus::Accepted, world.ada.clone()));
        let again = present(&world, &ticket, NOW).await.unwrap_err();
        assert_eq!(again.code(), Some("sign_in_token_already_used_code"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_who_present_a_ticket_at_once_one_gets_in() {
    for world in World::everywhere().await {
        let (ticket, _) = ticket(&world, None).await;
        let (world, ticket) = (Arc::new(world), Arc::new(ticket));
        let attempts: Vec<_> = (0..64)
            .map(|_| {
                let (world, ticket) = (Arc::clone(&world), Arc::clone(&ticket));
                tokio::spawn(async move { present(&world, &ticket, NOW).await })
            })
            .collect();
        let mut winners = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => winners += 1,
                Err(refusal) => {
                    assert_eq!(refusal.code(), Some("sign_in_token_already_used_code"), "{refusal}");
                }
            }
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn a_ticket_ends_with_its_time() {
    for world in World::everywhere().await {
        let (ticket, _) = ticket(&world, Some(1)).await;
        let late = present(&world, &ticket, NOW + Millis(1_000)).await.unwrap_err();
        assert_eq!(late.code(), Some("ticket_expired_code"));
        assert!(present(&world, &ticket, NOW + Millis(999)).await.is_ok());
    }
}

#[tokio::test]
async fn a_revoked_ticket_is_no_good_and_stays_revoked() {
    for world in World::everywhere().await {
        let (ticket, record) = ticket(&world, None).await;
        let id = record.id.clone();
        let revoked = world.write_at(NOW + Millis(1), move |tx| revoke(tx, &id)).await.unwrap();
        assert_eq!((revoked.status, revoked.updated_at), (SignInTokenStatus::Revoked, NOW + Millis(1)));
        assert_eq!(
            present(&world, &ticket, NOW).await.unwrap_err().code(),
            Some("sign_in_token_revoked_code")
        );
        let id = record.id;
        let again = world.write(move |tx| revoke(tx, &id)).await.unwrap_err();
        assert_eq!(again.code(), Some("sign_in_token_cannot_be_revoked_code"));
    }
}

#[tokio::test]
async fn a_used_ticket_cannot_be_revoked() {
    for world in World::everywhere().await {
        let (ticket, record) = ticket(&world, None).await;
        present(&world, &ticket, NOW).await.unwrap();
        let refusal = world.write(move |tx| revoke(tx, &record.id)).await.unwrap_err();
        assert_eq!(refusal.code(), Some("sign_in_token_cannot_be_revoked_code"));
    }
}

#[tokio::test]
async fn a_ticket_that_was_never_given_out_is_refused() {
    for world in World::everywhere().await {
        // For a user who is there, but not stored.
        let stray = check(&world, "user_ada", None).unwrap().ticket.text.to_string();
        assert_eq!(present(&world, &stray, NOW).await.unwrap_err().code(), Some("ticket_invalid_code"));
    }
}

#[tokio::test]
async fn nobody_gets_no_ticket() {
    for world in World::everywhere().await {
        let new = check(&world, "user_nobody", None).unwrap();
        let refusal = world.write(move |tx| sign_in_tokens::create(tx, &new)).await.unwrap_err();
        assert_eq!(refusal.code(), Some("resource_not_found"));
        assert_eq!(check(&world, "", None).unwrap_err().code(), Some("form_param_nil"));
    }
}

#[tokio::test]
async fn a_ticket_must_last_for_some_time() {
    let world = World::everywhere().await.remove(0);
    for seconds in [i64::MIN, -1, 0, 315_360_001, i64::MAX] {
        let refusal = check(&world, "user_ada", Some(seconds)).unwrap_err();
        assert_eq!(refusal.code(), Some("form_param_value_invalid"), "{seconds}");
    }
}
