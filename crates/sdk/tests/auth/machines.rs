//! Machines at the door of an application, verified by a real server of keys and tokens.

use bytes::Bytes;
use housekey_sdk::auth::{Accepted, Guard, Options, Requirement, TokenKind, authenticate_request};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::key_server::KeyServer;
use crate::signing::{NOW, OURS, claims, options};

fn bearing(token: &str) -> HeaderMap {
    let value = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
    HeaderMap::from_iter([(http::header::AUTHORIZATION, value)])
}

fn machine(changes: &Value) -> String {
    let mut payload =
        json!({ "sub": "mch_1", "jti": "mt_1", "iat": NOW, "exp": NOW + 50, "scopes": "mch_2 mch_3" });
    for (name, value) in changes.as_object().unwrap() {
        payload[name] = value.clone();
    }
    OURS.token(&payload)
}

async fn reason(token: &str, options: &Options) -> String {
    let state = authenticate_request(&bearing(token), options).await;
    state.reason().map_or("signed in", |reason| reason.as_str()).to_owned()
}

#[tokio::test]
async fn a_signed_token_of_a_machine_needs_no_network() {
    let options = options().accept_tokens(TokenKind::MachineToMachine);

    let state = authenticate_request(&bearing(&machine(&json!({ "plan": "pro" }))), &options).await;

    let machine = state.machine().unwrap();
    assert!(state.is_signed_in() && state.claims().is_none());
    assert_eq!((machine.machine_id(), machine.user_id()), (Some("mch_1"), None));
    assert!(machine.has_scope("mch_3") && !machine.has_scope("mch_1"));
    assert_eq!(machine.claims.as_ref().unwrap()["plan"], "pro");
    assert_eq!(
        reason(&self::machine(&json!({ "exp": NOW - 60 })), &options).await,
        "token-verification-failed"
    );
}

#[tokio::test]
async fn machines_are_strangers_unless_they_are_accepted() {
    let session = OURS.token(&claims(&json!({})));
    for (accepted, of_machine, of_session) in [
        (Accepted::default(), "token-type-mismatch", "signed in"),
        (TokenKind::ApiKey.into(), "token-type-mismatch", "token-type-mismatch"),
        (TokenKind::MachineToMachine.into(), "signed in", "token-type-mismatch"),
        ([TokenKind::Session, TokenKind::ApiKey].into(), "token-type-mismatch", "signed in"),
        (Accepted::Any, "signed in", "signed in"),
    ] {
        let options = options().accept_tokens(accepted.clone());
        assert_eq!(reason(&machine(&json!({})), &options).await, of_machine, "{accepted:?}");
        assert_eq!(reason(&session, &options).await, of_session, "{accepted:?}");
    }
}

#[tokio::test]
async fn a_secret_is_judged_by_the_server_alone() {
    let networkless = options().accept_tokens(Accepted::Any);
    assert_eq!(reason("ak_1", &networkless).await, "secret-key-invalid");

    let server = KeyServer::with(&[]).await;
    let options = server.options().accept_tokens(Accepted::Any);
    assert_eq!(reason("ak_1", &options).await, "token-invalid", "404 says that there is no such key");
}

#[tokio::test]
async fn a_machine_passes_a_guard_that_requires_nothing_of_users() {
    let guard = Guard::new(options().accept_tokens(Accepted::Any));
    let request = bearing(&machine(&json!({})));

    let state = guard.admit(&request).await.unwrap();
    assert!(state.machine().is_some() && state.signed_in().is_err());

    let refusal = guard.has_role("org:admin").admit(&request).await.unwrap_err();
    assert_eq!(refusal.response::<Bytes>().status().as_u16(), 403);
    assert_eq!(refusal, housekey_sdk::auth::Refusal::Lacks(Requirement::role("org:admin")));
}
