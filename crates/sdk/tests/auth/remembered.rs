use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, TokenReason, Verifier, verify_token};
use serde_json::json;

use crate::key_server::KeyServer;
use crate::signing::{NOW, OURS, THEIRS, claims, options, with};

async fn reason(token: &str, options: &Options) -> Option<TokenReason> {
    verify_token(token, options).await.err().map(|error| error.reason())
}

#[tokio::test]
async fn a_repeated_token_is_the_same_claims_without_another_reading() {
    let token = OURS.token(&claims(&json!({})));
    let options = options();

    let first = verify_token(&token, &options).await.unwrap();
    let again = verify_token(&token, &options.clone()).await.unwrap();

    assert!(Arc::ptr_eq(&first, &again));
    let forgetful = with(options.verifier().unwrap().clone().remember_tokens(0));
    let first = verify_token(&token, &forgetful).await.unwrap();
    assert!(!Arc::ptr_eq(&first, &verify_token(&token, &forgetful).await.unwrap()));
}

#[tokio::test]
async fn a_remembered_token_is_still_checked_every_time() {
    let now = Arc::new(AtomicI64::new(NOW));
    let clock = Arc::clone(&now);
    let options = options().clock(Clock::new(move || Millis::from_seconds(clock.load(Ordering::SeqCst))));
    let token = OURS.token(&claims(&json!({ "aud": "ours" })));
    assert_eq!(reason(&token, &options).await, None);

    assert_eq!(
        reason(&token, &options.clone().audiences(["other"])).await,
        Some(TokenReason::VerificationFailed)
    );
    let parties = options.clone().authorized_parties(["https://other.test"]);
    assert_eq!(reason(&token, &parties).await, Some(TokenReason::InvalidAuthorizedParties));
    now.store(NOW - 100, Ordering::SeqCst);
    assert_eq!(reason(&token, &options).await, Some(TokenReason::NotActiveYet));
    now.store(NOW + 55, Ordering::SeqCst);
    assert_eq!(reason(&token, &options).await, Some(TokenReason::Expired));
    now.store(NOW, Ordering::SeqCst);
    assert_eq!(reason(&token, &options).await, None);
}

#[tokio::test]
async fn what_one_instance_has_proven_means_nothing_to_another() {
    let token = OURS.token(&claims(&json!({})));
    assert_eq!(reason(&token, &options()).await, None);

    let theirs = with(Verifier::from_pem(&THEIRS.pem()).unwrap());
    assert_eq!(reason(&token, &theirs).await, Some(TokenReason::InvalidSignature));
}

#[tokio::test]
async fn a_remembered_token_dies_with_its_key() {
    let server = KeyServer::with(&[&OURS]).await;
    let source = server.source().keep_for(Duration::from_millis(50)).rest_for(Duration::from_millis(50));
    let options = with(Verifier::from_jwks(source).unwrap());
    let token = OURS.token(&claims(&json!({})));
    let first = verify_token(&token, &options).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let fetched_again = verify_token(&token, &options).await.unwrap();
    assert!(Arc::ptr_eq(&first, &fetched_again), "an unchanged key keeps what it has proven");

    server.serve(&[&THEIRS]);
    tokio::time::sleep(Duration::from_millis(100)).await;

    assert_eq!(reason(&token, &options).await, Some(TokenReason::KeyIdMismatch));
    assert_eq!(server.hits(), 3);
}

#[tokio::test]
async fn a_key_replaced_under_the_same_id_forgets_what_the_old_one_proved() {
    let impostor = crate::signing::SigningKey::generate(OURS.kid);
    let server = KeyServer::with(&[&OURS]).await;
    let source = server.source().keep_for(Duration::from_millis(50)).rest_for(Duration::ZERO);
    let options = with(Verifier::from_jwks(source).unwrap());
    let token = OURS.token(&claims(&json!({})));
    assert_eq!(reason(&token, &options).await, None);

    server.serve(&[&impostor]);
    tokio::time::sleep(Duration::from_millis(100)).await;

    assert_eq!(reason(&token, &options).await, Some(TokenReason::InvalidSignature));
}

#[tokio::test]
async fn the_memory_is_bounded_and_keeps_the_latest() {
    let options = with(Verifier::from_pem(&OURS.pem()).unwrap().remember_tokens(2));
    let tokens: Vec<_> = (0..3).map(|n| OURS.token(&claims(&json!({ "jti": n.to_string() })))).collect();
    let mut seen = Vec::new();
    for token in &tokens {
        seen.push(verify_token(token, &options).await.unwrap());
    }

    for (n, is_remembered) in [(2, true), (1, true), (0, false)] {
        let again = verify_token(&tokens[n], &options).await.unwrap();
        assert_eq!(Arc::ptr_eq(&seen[n], &again), is_remembered, "{n}");
    }
}
