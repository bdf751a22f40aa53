use std::io::Read;
use std::sync::Mutex;
use std::time::Duration;

use housekey_sdk::auth::{Factor, Guard, Options, Reason, Refusal, Requirement, Reverification};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde_json::{Value, json};

use crate::signing::{OURS, THEIRS, claims, options};

fn guard() -> Guard {
    Guard::new(options())
}

fn token(changes: &Value) -> String {
    OURS.token(&claims(changes))
}

/// The administrator of an organization, without the right to write its invoices.
fn administrator() -> String {
    token(&json!({
        "fea": "o:invoices", "o": { "id": "org_1", "rol": "admin", "per": "read,write", "fpm": "1" },
    }))
}

/// Whose request it is, if the guard lets it through.
async fn admitted(guard: &Guard, token: Option<&str>) -> Result<Option<String>, Refusal> {
    let mut headers = HeaderMap::new();
    if let Some(token) = token {
        headers.insert(AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    }
    guard.admit(&headers).await.map(|state| state.claims().map(|claims| claims.sub.clone()))
}

#[tokio::test]
async fn a_guard_lets_only_genuine_tokens_through() {
    let missing = Refusal::SignedOut(Reason::SessionTokenAndUatMissing);
    assert_eq!(admitted(&guard(), None).await, Err(missing));
    assert_eq!(admitted(&guard(), Some(&token(&json!({})))).await, Ok(Some("user_ada".into())));
    let foreign = THEIRS.token(&claims(&json!({})));
    for bad in [foreign, token(&json!({ "exp": 1 })), token(&json!({ "sts": "pending" })), "x.y.z".into()] {
        let refusal = admitted(&guard(), Some(&bad)).await.unwrap_err();
        assert!(matches!(refusal, Refusal::SignedOut(_)), "{refusal}");
    }
}

#[tokio::test]
async fn a_guard_without_keys_tells_whoever_runs_the_service() {
    let (mut log, writer) = std::io::pipe().unwrap();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(Mutex::new(writer)).finish();
    let logging = tracing::subscriber::set_default(subscriber);

    let outcome = admitted(&Guard::new(Options::default()), Some(&token(&json!({})))).await;

    assert!(matches!(outcome, Err(Refusal::SignedOut(_))));
    drop(logging);
    let mut text = String::new();
    log.read_to_string(&mut text).unwrap();
    assert!(text.contains("ERROR") && text.contains("jwk-local-missing"), "{text}");
}

#[tokio::test]
async fn an_optional_guard_lets_everyone_through_unless_it_requires_something() {
    let good = token(&json!({}));
    let optional = guard().optional();
    assert_eq!(admitted(&optional, None).await, Ok(None));
    assert_eq!(admitted(&optional, Some("x.y.z")).await, Ok(None));
    assert_eq!(admitted(&optional, Some(&good)).await, Ok(Some("user_ada".into())));

    let strict = optional.require_org();
    assert!(matches!(admitted(&strict, None).await, Err(Refusal::SignedOut(_))));
    assert_eq!(admitted(&strict, Some(&good)).await, Err(Refusal::Lacks(Requirement::Organization)));
}

#[tokio::test]
async fn every_requirement_must_be_satisfied() {
    let (member, administrator) = (token(&json!({})), administrator());
    for (guard, lacks) in [
        (guard().require_org(), None),
        (guard().has_role("org:admin"), None),
        (guard().has_permission("org:invoices:read"), None),
        (guard().verified_within(Duration::from_mins(4), Factor::First), None),
        (guard().has_role("org:member"), Some(Requirement::role("org:member"))),
        (guard().has_role("admin"), Some(Requirement::role("admin"))),
        (
            guard().has_role("org:admin").has_permission("org:invoices:write"),
            Some(Requirement::permission("org:invoices:write")),
        ),
        (
            guard().verified_within(Duration::from_mins(3), Factor::First),
            Some(Reverification::within(Duration::from_mins(3), Factor::First).into()),
        ),
    ] {
        let expected = lacks.map_or(Ok(Some("user_ada".into())), |lacks| Err(Refusal::Lacks(lacks)));
        assert_eq!(admitted(&guard, Some(&administrator)).await, expected, "{guard:?}");
    }
    for guard in [guard().require_org(), guard().has_role("org:admin"), guard().has_permission("org:a:b")] {
        assert!(matches!(admitted(&guard, Some(&member)).await, Err(Refusal::Lacks(_))), "{guard:?}");
    }
}

#[tokio::test]
async fn nobody_is_asked_to_verify_anew_for_what_they_may_not_do_anyway() {
    let guard = guard().verified_within(Duration::from_mins(1), Factor::First).has_role("org:owner");

    let refusal = admitted(&guard, Some(&administrator())).await;

    assert_eq!(refusal, Err(Refusal::Lacks(Requirement::role("org:owner"))));
}

#[tokio::test]
async fn changing_a_copy_of_a_guard_leaves_the_guard_as_it_was() {
    let guard = guard();
    let strict = guard.clone().require_org();
    let good = token(&json!({}));

    assert!(admitted(&strict, Some(&good)).await.is_err());
    assert!(admitted(&guard, Some(&good)).await.is_ok());
}
