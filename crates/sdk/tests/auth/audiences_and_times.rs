use std::time::Duration;

use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, TokenReason, verify_token};
use serde_json::{Value, json};

use crate::signing::{NOW, OURS, claims, options};

async fn refusal_of(changes: &Value, options: &Options) -> Option<&'static str> {
    let token = OURS.token(&claims(changes));
    verify_token(&token, options).await.err().map(|error| error.reason().as_str())
}

#[tokio::test]
async fn times_are_judged_with_five_seconds_to_spare() {
    let (expired, early, future) = ("token-expired", "token-not-active-yet", "token-iat-in-the-future");
    for (claim, at, refusal) in [
        ("exp", NOW + 1, None),
        ("exp", NOW, None),
        ("exp", NOW - 4, None),
        ("exp", NOW - 5, Some(expired)),
        ("exp", NOW - 6, Some(expired)),
        ("exp", 0, Some(expired)),
        ("exp", -1, Some(expired)),
        ("exp", i64::MIN, Some(expired)),
        ("exp", i64::MAX, None),
        ("nbf", NOW + 5, None),
        ("nbf", NOW + 6, Some(early)),
        ("nbf", i64::MAX, Some(early)),
        ("nbf", i64::MIN, None),
        ("iat", NOW + 5, None),
        ("iat", NOW + 6, Some(future)),
        ("iat", i64::MAX, Some(future)),
    ] {
        assert_eq!(refusal_of(&json!({ claim: at }), &options()).await, refusal, "{claim} {at}");
    }
    assert_eq!(refusal_of(&json!({ "nbf": null, "iat": null }), &options()).await, None);
}

#[tokio::test]
async fn the_skew_and_the_clock_are_the_callers() {
    let strict = options().clock_skew(Duration::ZERO);
    let generous = options().clock_skew(Duration::from_hours(1));
    let boundless = options().clock_skew(Duration::MAX);
    assert_eq!(refusal_of(&json!({ "exp": NOW }), &strict).await, Some("token-expired"));
    assert_eq!(refusal_of(&json!({ "exp": NOW - 3599 }), &generous).await, None);
    assert_eq!(refusal_of(&json!({ "exp": NOW - 3600 }), &generous).await, Some("token-expired"));
    assert_eq!(refusal_of(&json!({ "exp": 1, "nbf": i64::MAX }), &boundless).await, None);
    let late = options().clock(Clock::new(|| Millis::from_seconds(NOW + 56)));
    assert_eq!(refusal_of(&json!({}), &late).await, Some("token-expired"));
    assert_eq!(refusal_of(&json!({}), &options().clock(Clock::system())).await, Some("token-not-active-yet"));
}

#[tokio::test]
async fn the_authorized_party_must_be_named_when_parties_are_configured() {
    const REFUSED: Option<&str> = Some("token-invalid-authorized-parties");
    let ours = "https://app.example.test";
    for (parties, azp, refusal) in [
        (vec![ours], json!(ours), None),
        (vec!["https://other.test", ours], json!(ours), None),
        (vec![ours], json!("https://evil.test"), REFUSED),
        (vec![ours], Value::Null, REFUSED),
        (vec![ours], json!(""), REFUSED),
        (vec![""], json!(""), REFUSED),
        (vec![], json!(ours), REFUSED),
        (vec![ours], json!("https://app.example.test/"), REFUSED),
        (vec![ours], json!("https://app.example.test.evil.test"), REFUSED),
    ] {
        let case = format!("{parties:?} {azp}");
        let options = options().authorized_parties(parties);
        assert_eq!(refusal_of(&json!({ "azp": azp }), &options).await, refusal, "{case}");
    }
    assert_eq!(refusal_of(&json!({ "azp": null }), &options()).await, None, "none configured");
}

#[tokio::test]
async fn one_audience_must_fit_where_both_sides_name_some() {
    const REFUSED: Option<&str> = Some("token-verification-failed");
    for (wanted, named, refusal) in [
        (vec!["a"], json!("a"), None),
        (vec!["a", "b"], json!("b"), None),
        (vec!["a"], json!(["x", "a"]), None),
        (vec!["a"], json!("b"), REFUSED),
        (vec!["a"], json!(["b", "c"]), REFUSED),
        (vec!["a"], json!("A"), REFUSED),
        (vec![], json!("a"), REFUSED),
        (vec!["a"], Value::Null, None),
        (vec!["a"], json!([]), None),
    ] {
        let case = format!("{wanted:?} {named}");
        let options = options().audiences(wanted);
        assert_eq!(refusal_of(&json!({ "aud": named }), &options).await, refusal, "{case}");
    }
    assert_eq!(refusal_of(&json!({ "aud": "a" }), &options()).await, None, "none configured");
}

#[tokio::test]
async fn the_issuer_must_be_exactly_the_one_configured() {
    let options = options().issuer("https://clerk.example.test");
    assert_eq!(refusal_of(&json!({}), &options).await, None);
    for issuer in [json!("https://clerk.example.test/"), json!("https://evil.test"), Value::Null] {
        let refusal = refusal_of(&json!({ "iss": issuer }), &options).await;
        assert_eq!(refusal, Some("token-verification-failed"), "{issuer}");
    }
}

#[tokio::test]
async fn every_condition_must_hold_at_once() {
    for bits in 0..32_u32 {
        let broken = |bit: u32| bits >> bit & 1 == 1;
        let changes = json!({
            "azp": if broken(0) { "https://evil.test" } else { "https://app.example.test" },
            "aud": if broken(1) { "other" } else { "ours" },
            "exp": if broken(2) { NOW - 100 } else { NOW + 60 },
            "nbf": if broken(3) { NOW + 100 } else { NOW - 10 },
            "iss": if broken(4) { "https://evil.test" } else { "https://clerk.example.test" },
        });
        let options = options()
            .authorized_parties(["https://app.example.test"])
            .audiences(["ours"])
            .issuer("https://clerk.example.test");
        assert_eq!(refusal_of(&changes, &options).await.is_none(), bits == 0, "{bits:05b}");
    }
}

#[test]
fn reasons_have_the_official_texts() {
    for (reason, text) in [
        (TokenReason::Expired, "token-expired"),
        (TokenReason::Invalid, "token-invalid"),
        (TokenReason::InvalidAlgorithm, "token-invalid-algorithm"),
        (TokenReason::InvalidAuthorizedParties, "token-invalid-authorized-parties"),
        (TokenReason::InvalidSignature, "token-invalid-signature"),
        (TokenReason::NotActiveYet, "token-not-active-yet"),
        (TokenReason::IssuedInTheFuture, "token-iat-in-the-future"),
        (TokenReason::VerificationFailed, "token-verification-failed"),
        (TokenReason::SecretKeyInvalid, "secret-key-invalid"),
        (TokenReason::LocalKeyMissing, "jwk-local-missing"),
        (TokenReason::RemoteKeysFailedToLoad, "jwk-remote-failed-to-load"),
        (TokenReason::RemoteKeysInvalid, "jwk-remote-invalid"),
        (TokenReason::KeyFailedToResolve, "jwk-failed-to-resolve"),
        (TokenReason::KeyIdMismatch, "jwk-kid-mismatch"),
    ] {
        assert_eq!(reason.as_str(), text);
    }
}
