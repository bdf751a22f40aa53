use std::sync::Arc;
use std::time::{Duration, Instant};

use housekey_sdk::auth::{JwksOptions, Options, TokenError, TokenReason, Verifier, verify_token};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::key_server::KeyServer;
use crate::signing::{OURS, SigningKey, THEIRS, claims, with};

async fn reason(token: &str, options: &Options) -> Option<TokenReason> {
    verify_token(token, options).await.err().map(|error| error.reason())
}

fn token() -> String {
    OURS.token(&claims(&json!({})))
}

fn short_lived(server: &KeyServer) -> Options {
    let source = server.source().keep_for(Duration::from_millis(100)).rest_for(Duration::from_millis(50));
    with(Verifier::from_jwks(source).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_verifications_at_a_cold_start_are_one_fetch() {
    let server = KeyServer::slow(&[&OURS], Duration::from_millis(200)).await;
    let options = Arc::new(server.options());
    let mut tasks = JoinSet::new();
    for n in 0..1000 {
        let (token, options) =
            (OURS.token(&claims(&json!({ "jti": format!("{}", n % 10) }))), options.clone());
        tasks.spawn(async move { verify_token(&token, &options).await.map(|claims| claims.sub.clone()) });
    }

    for result in tasks.join_all().await {
        assert_eq!(result.as_deref(), Ok("user_ada"));
    }
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn a_fetch_survives_the_requests_that_gave_up_on_it() {
    let server = KeyServer::slow(&[&OURS], Duration::from_millis(200)).await;
    let options = server.options();
    let (token_given_up, token) = (token(), token());
    let given_up =
        tokio::time::timeout(Duration::from_millis(50), verify_token(&token_given_up, &options)).await;
    assert!(given_up.is_err());

    assert_eq!(reason(&token, &options).await, None);
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn unknown_key_ids_cannot_make_the_server_be_asked_at_will() {
    let server = KeyServer::with(&[&OURS]).await;
    let options = server.options();
    for n in 0..100 {
        let stranger =
            OURS.token_with(&json!({ "alg": "RS256", "kid": format!("ins_{n}") }), &claims(&json!({})));
        assert_eq!(reason(&stranger, &options).await, Some(TokenReason::KeyIdMismatch));
    }

    assert_eq!(server.hits(), 1);
    assert_eq!(reason(&token(), &options).await, None, "the instance's own key still counts");
}

#[tokio::test]
async fn a_new_key_is_found_once_the_rest_is_over() {
    let server = KeyServer::with(&[&OURS]).await;
    // Making the keys takes longer than anything below, so that comes first.
    let (ours, theirs) = (token(), THEIRS.token(&claims(&json!({}))));
    let source = server.source().rest_for(Duration::from_secs(2));
    let options = with(Verifier::from_jwks(source).unwrap());
    assert_eq!(reason(&ours, &options).await, None);
    server.serve(&[&OURS, &THEIRS]);
    assert_eq!(reason(&theirs, &options).await, Some(TokenReason::KeyIdMismatch));

    tokio::time::sleep(Duration::from_millis(2_100)).await;

    assert_eq!(reason(&theirs, &options).await, None);
    assert_eq!(reason(&token(), &options).await, None);
    assert_eq!(server.hits(), 2);
}

#[tokio::test]
async fn keys_outlive_a_server_that_is_down() {
    let server = KeyServer::with(&[&OURS]).await;
    let options = short_lived(&server);
    assert_eq!(reason(&token(), &options).await, None);
    for (status, body) in
        [(500, ""), (503, "{}"), (200, "<html>"), (200, r#"{"keys":[]}"#), (404, "{}"), (401, "?")]
    {
        server.answer(status, body);
        tokio::time::sleep(Duration::from_millis(150)).await;
        let before = server.hits();

        for n in 0..10 {
            let token = OURS.token(&claims(&json!({ "jti": n.to_string() })));
            assert_eq!(reason(&token, &options).await, None, "{status} {body}");
        }
        assert_eq!(server.hits(), before + 1, "one attempt, then rest");
    }
    server.serve(&[&THEIRS]);
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(reason(&token(), &options).await, Some(TokenReason::KeyIdMismatch), "recovered, and rotated");
}

#[tokio::test]
async fn a_revoked_secret_key_ends_the_keys() {
    let server = KeyServer::with(&[&OURS]).await;
    let options = short_lived(&server);
    assert_eq!(reason(&token(), &options).await, None);

    server.answer(401, r#"{"errors":[{"code":"clerk_key_invalid","message":"no","long_message":"no"}]}"#);
    tokio::time::sleep(Duration::from_millis(150)).await;

    assert_eq!(reason(&token(), &options).await, Some(TokenReason::SecretKeyInvalid));
}

#[tokio::test]
async fn each_failure_has_its_reason() {
    let invalid = r#"{"errors":[{"code":"clerk_key_invalid"}]}"#;
    let twice = format!(r#"{{"keys":[{0},{0}]}}"#, OURS.jwk());
    let mut short = OURS.jwk();
    short["n"] =
        json!("u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u");
    for (status, body, reason_given) in [
        (401, invalid, TokenReason::SecretKeyInvalid),
        (401, r#"{"errors":[{"code":"other"}]}"#, TokenReason::RemoteKeysFailedToLoad),
        (403, invalid, TokenReason::RemoteKeysFailedToLoad),
        (500, "", TokenReason::RemoteKeysFailedToLoad),
        (302, "", TokenReason::RemoteKeysFailedToLoad),
        (200, r#"{"keys":[]}"#, TokenReason::RemoteKeysFailedToLoad),
        (200, "", TokenReason::RemoteKeysInvalid),
        (200, "[]", TokenReason::RemoteKeysInvalid),
        (200, "{}", TokenReason::RemoteKeysInvalid),
        (200, r#"{"keys":{}}"#, TokenReason::RemoteKeysInvalid),
        (200, r#"{"keys":[1,null,{"kty":"EC"}]}"#, TokenReason::RemoteKeysInvalid),
        (200, twice.as_str(), TokenReason::RemoteKeysInvalid),
        (200, &format!(r#"{{"keys":[{short}]}}"#), TokenReason::RemoteKeysInvalid),
        (200, &" ".repeat(2 * 1024 * 1024), TokenReason::RemoteKeysInvalid),
    ] {
        let server = KeyServer::with(&[]).await;
        server.answer(status, body);
        let case = body.get(..80).unwrap_or(body);
        assert_eq!(reason(&token(), &server.options()).await, Some(reason_given), "{status} {case}");
        assert_eq!(server.hits(), 1, "{status} {case}");
    }
}

#[tokio::test]
async fn a_key_of_another_kind_does_not_hide_the_others() {
    let server = KeyServer::with(&[]).await;
    let mut for_encryption = THEIRS.jwk();
    for_encryption["use"] = json!("enc");
    let set = json!({ "keys": [{ "kty": "EC", "kid": "a", "x5c": 7 }, for_encryption, OURS.jwk(), 5] });
    server.answer(200, set.to_string());
    let options = server.options();

    assert_eq!(reason(&token(), &options).await, None);
    assert_eq!(reason(&THEIRS.token(&claims(&json!({}))), &options).await, Some(TokenReason::KeyIdMismatch));
}

#[tokio::test]
async fn a_wrong_secret_key_is_told_and_never_written_out() {
    let server = KeyServer::with(&[&OURS]).await;
    let verifier = Verifier::from_jwks(JwksOptions::new("sk_test_wrong").api_url(&server.url)).unwrap();
    let options = with(verifier);

    let error = verify_token(&token(), &options).await.unwrap_err();

    assert_eq!(error.reason(), TokenReason::SecretKeyInvalid);
    let written = format!("{error} {error:?} {options:?} {:?}", JwksOptions::new("sk_test_wrong"));
    assert!(!written.contains("sk_test_wrong"), "{written}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up_on() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let source = JwksOptions::new("sk_test_1").api_url(url).timeout(Duration::from_millis(200));
    let options = with(Verifier::from_jwks(source).unwrap());
    let start = Instant::now();

    let (first, second) = (token(), token());
    let (first, second) = tokio::join!(reason(&first, &options), reason(&second, &options));

    assert_eq!((first, second), (Some(TokenReason::RemoteKeysFailedToLoad), first));
    assert!(start.elapsed() < Duration::from_secs(3));
    let nobody = JwksOptions::new("sk_test_1").api_url("http://127.0.0.1:1");
    let options = with(Verifier::from_jwks(nobody).unwrap());
    assert_eq!(reason(&token(), &options).await, Some(TokenReason::RemoteKeysFailedToLoad));
}

#[tokio::test]
async fn the_secret_key_does_not_follow_a_redirect() {
    let elsewhere = KeyServer::with(&[&OURS]).await;
    let app = axum::Router::new().fallback(axum::routing::any({
        let url = format!("{}/v1/jwks", elsewhere.url);
        move || async move { axum::response::Redirect::temporary(&url) }
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    let options = with(Verifier::from_jwks(elsewhere.source().api_url(url)).unwrap());

    assert_eq!(reason(&token(), &options).await, Some(TokenReason::RemoteKeysFailedToLoad));
    assert_eq!(elsewhere.hits(), 0);
}

#[tokio::test]
async fn the_same_key_id_in_two_instances_is_two_keys() {
    let namesake = SigningKey::generate(OURS.kid);
    let (ours, theirs) = (KeyServer::with(&[&OURS]).await, KeyServer::with(&[&namesake]).await);
    let (ours, theirs) = (ours.options(), theirs.options());

    assert_eq!(reason(&token(), &ours).await, None);
    assert_eq!(reason(&token(), &theirs).await, Some(TokenReason::InvalidSignature));
    assert_eq!(reason(&token(), &ours).await, None);
}

#[test]
fn keys_and_addresses_that_cannot_work_are_refused_at_once() {
    let reason_of = |verifier: Result<Verifier, TokenError>| verifier.unwrap_err().reason();
    let short = "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdlatRjRjogo3WojgGHFHYLugdUWAY9iR3fy4arWNA1KoS8kVw33cJibXr8bvwUAUparCwlvdbH6dvEOfou0/gCFQsHUfQrSDv+MuSUMAe8jzKE4qW+jK+xQU9a03GUnKHkkle+Q0pX/g6jXZ7r1/xAK5Do2kQ+X5xK9cipRgEKwIDAQAB\n-----END PUBLIC KEY-----";

    assert_eq!(reason_of(Verifier::from_pem("")), TokenReason::LocalKeyMissing);
    assert_eq!(reason_of(Verifier::from_pem("nonsense")), TokenReason::KeyFailedToResolve);
    assert_eq!(reason_of(Verifier::from_pem(short)), TokenReason::KeyFailedToResolve);
    assert_eq!(reason_of(Verifier::from_secret_key(" ")), TokenReason::SecretKeyInvalid);
    assert_eq!(reason_of(Verifier::from_secret_key("sk\ntest")), TokenReason::SecretKeyInvalid);
    let nowhere = JwksOptions::new("sk_test_1").api_url("api.clerk.com");
    assert_eq!(reason_of(Verifier::from_jwks(nowhere)), TokenReason::RemoteKeysFailedToLoad);
}

#[tokio::test]
async fn a_pem_may_come_as_environment_files_have_it() {
    let pem = OURS.pem();
    for pem in
        [pem.replace('\n', "\\n"), pem.replace('\n', ""), pem.replace('\n', "\r\n"), format!("  {pem}\n\n")]
    {
        let options = with(Verifier::from_pem(&pem).unwrap());
        assert_eq!(reason(&token(), &options).await, None, "{pem}");
    }
}
