//! What a caller learns when a call fails.

use std::time::Duration;

use housekey_sdk::{Error, ListUsers, Retry};

use crate::peer::{Peer, Reply, ok};

async fn refused(reply: Reply) -> Error {
    let peer = Peer::playing([reply]).await;
    peer.client()
        .users()
        .get("user_1")
        .retry(Retry::none())
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_refusal_tells_its_status_codes_and_trace() {
    let body = r#"{"errors":[{"code":"resource_not_found","message":"not found","long_message":"No user was found",
        "meta":{"param_name":"user_id","new":1}},{"code":"brand_new","message":"m"}],
        "clerk_trace_id":"trace_1","new":true}"#;
    let error = refused(Reply::Answer(404, &[("retry-after", "3")], body.to_owned())).await;
    assert!(error.is_not_found() && !error.is_rate_limited() && !error.is_unauthorized());
    assert_eq!(error.code(), Some("resource_not_found"));
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(error.trace_id(), Some("trace_1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.errors()[0].param_name(), Some("user_id"));
    assert_eq!(error.errors()[0].meta["new"], 1);
    assert_eq!((error.errors()[1].code.as_str(), error.errors()[1].long_message.as_str()), ("brand_new", ""));
    let text = "404 Not Found: resource_not_found: No user was found (user_id); brand_new: m [trace trace_1]";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn nulls_in_a_refusal_do_no_harm() {
    let body =
        r#"{"errors":[{"code":"a","message":null,"long_message":null,"meta":null}],"clerk_trace_id":null}"#;
    let error = refused(Reply::Answer(422, &[], body.to_owned())).await;
    assert_eq!((error.code(), error.trace_id()), (Some("a"), None));
}

#[tokio::test]
async fn a_refusal_of_something_in_between_is_still_a_refusal() {
    let error = refused(Reply::Answer(502, &[("cf-ray", "ray_1")], "<h1>Bad gateway</h1>".to_owned())).await;
    let Error::Api(failure) = &error else { panic!("{error:?}") };
    assert_eq!(&failure.body[..], b"<h1>Bad gateway</h1>");
    assert_eq!((error.code(), error.trace_id()), (None, Some("ray_1")));
    assert_eq!(error.to_string(), "502 Bad Gateway: <h1>Bad gateway</h1> [trace ray_1]");
}

#[tokio::test]
async fn an_answer_of_another_shape_tells_where_and_keeps_the_body() {
    let body = r#"[{"id":"user_1"},{"email_addresses":[{"linked_to":[{"id":["secret"]}]}]}]"#;
    let peer = Peer::playing([ok(body)]).await;
    let error = peer.client().users().list(ListUsers::default()).await.unwrap_err();
    let Error::Decoding(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.path(), "[1].email_addresses[0].linked_to[0].id");
    assert_eq!(&failure.body[..], body.as_bytes());
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert!(error.to_string().contains(failure.path()), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn an_answer_that_is_not_json_is_told() {
    let error = refused(ok("<html>")).await;
    assert!(matches!(&error, Error::Decoding(failure) if failure.path().is_empty()), "{error:?}");
    let error = refused(ok("")).await;
    assert!(matches!(error, Error::Decoding(_)), "{error:?}");
}

#[tokio::test]
async fn what_a_newer_server_says_is_readable() {
    let body = r#"{"id":"user_1","email_addresses":[{"verification":{"status":"pondering","strategy":null,"new":[]}}],
        "first_name":null,"banned":null,"phone_numbers":null,"brand_new":{"a":1}}"#;
    let peer = Peer::playing([ok(body)]).await;
    let user = peer.client().users().get("user_1").await.unwrap();
    let verification = user.email_addresses[0].verification.as_ref().unwrap();
    assert_eq!(verification.status, housekey_sdk::VerificationStatus::Other("pondering".into()));
    assert!(!user.banned && user.phone_numbers.is_empty());
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_a_timeout() {
    let error = refused(Reply::Hang).await;
    assert!(matches!(error, Error::Timeout { after } if after == Duration::from_millis(200)), "{error:?}");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn a_lost_connection_is_not_one_that_never_was() {
    let error = refused(Reply::Lose).await;
    assert!(matches!(&error, Error::Transport(failure) if !failure.never_connected()), "{error:?}");
    assert!(error.to_string().starts_with("the connection was lost: "), "{error}");

    let client = Peer::playing([]).await.builder().server("http://127.0.0.1:1").retry(Retry::none());
    let error = client.build().unwrap().users().get("user_1").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(failure) if failure.never_connected()), "{error:?}");
    assert!(error.to_string().contains("refused"), "{error}");
}

#[test]
fn a_result_is_not_much_larger_than_its_value() {
    assert!(size_of::<Error>() <= 32, "{}", size_of::<Error>());
}
