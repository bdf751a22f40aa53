//! Requests to paths that the SDK has no method for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use housekey_sdk::{Error, Method, Upload};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::peer::{KEY, Peer, Reply, ok, status};

#[derive(Debug, Deserialize, PartialEq)]
struct Machine {
    id: String,
}

const MACHINE: &str = r#"{"object":"machine","id":"mch_1"}"#;

#[tokio::test]
async fn a_request_is_sent_as_any_other_call() {
    let peer = Peer::playing([status(503), ok(MACHINE)]).await;
    let reports = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&reports);
    let client = peer
        .builder()
        .before_request(|attempt, request| {
            let number = attempt.number.into();
            request.headers_mut().insert("x-attempt", number);
        })
        .on_call(move |call| noted.lock().unwrap().push((call.operation.to_string(), call.attempts)))
        .build()
        .unwrap();
    let body = json!({ "name": "Billing" });
    let machine: Machine =
        client.request(Method::PATCH, "/v1/machines/mch_1").json(&body).send().await.unwrap();
    assert_eq!(machine, Machine { id: "mch_1".into() });

    let seen = peer.seen();
    assert_eq!(seen.len(), 2, "it is retried");
    assert_eq!((seen[1].method.as_str(), seen[1].target.as_str()), ("PATCH", "/v1/machines/mch_1"));
    assert_eq!(seen[1].header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(seen[1].header("content-type"), Some("application/json"));
    assert_eq!((seen[1].header("x-attempt"), seen[1].json()), (Some("2"), body));
    assert_eq!(*reports.lock().unwrap(), [("untyped.request".to_owned(), 2)]);
}

#[tokio::test]
async fn the_path_may_have_the_version_and_a_query() {
    let peer = Peer::playing(vec![ok("[]"); 4]).await;
    let client = peer.client();
    let fields = BTreeMap::from([("email", json!(["a+b@c.test", "d@e.test"])), ("limit", json!(2))]);
    let list = |path: &str| client.request(Method::GET, path);
    list("/v1/machines").send::<Vec<Machine>>().await.unwrap();
    list("/machines?offset=4").send::<Vec<Machine>>().await.unwrap();
    list("/v1/machines").query(&fields).send::<Vec<Machine>>().await.unwrap();
    list("/v1/machines?offset=4").query(&fields).send::<Vec<Machine>>().await.unwrap();

    let targets: Vec<_> = peer.seen().into_iter().map(|seen| seen.target).collect();
    let query = "email=a%2Bb%40c.test&email=d%40e.test&limit=2";
    let expected = [
        "/v1/machines".to_owned(),
        "/v1/machines?offset=4".to_owned(),
        format!("/v1/machines?{query}"),
        format!("/v1/machines?offset=4&{query}"),
    ];
    assert_eq!(targets, expected);
}

#[tokio::test]
async fn an_empty_body_is_read_as_null() {
    let peer = Peer::playing([Reply::Answer(204, &[], String::new()), ok("")]).await;
    let client = peer.client();
    client.request(Method::DELETE, "/v1/machines/mch_1").send::<()>().await.unwrap();
    assert_eq!(
        client.request(Method::POST, "/v1/machines/mch_1").send::<Value>().await.unwrap(),
        Value::Null
    );
}

#[tokio::test]
async fn a_file_is_sent_as_a_form() {
    let peer = Peer::playing([ok(MACHINE)]).await;
    let file =
        Upload { file: b"picture".to_vec(), filename: "a.png".into(), content_type: "image/png".into() };
    let fields = json!({ "by": "user_1" }).as_object().cloned().unwrap();
    peer.client().request(Method::PUT, "/v1/x").form(&file, fields).send::<Machine>().await.unwrap();
    let seen = peer.only();
    assert!(seen.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
    let body = String::from_utf8_lossy(&seen.body).into_owned();
    assert!(body.contains("filename=\"a.png\"") && body.contains("user_1"), "{body}");
}

#[tokio::test]
async fn a_refusal_is_the_same_error() {
    let refusal = r#"{"errors":[{"code":"resource_not_found","message":"not found"}]}"#;
    let peer = Peer::playing([Reply::Answer(404, &[], refusal.to_owned()), ok("7")]).await;
    let client = peer.client();
    let get = || client.request(Method::GET, "/v1/machines/mch_1").send::<Machine>();
    let error = get().await.unwrap_err();
    assert!(error.is_not_found() && error.code() == Some("resource_not_found"), "{error}");
    assert!(matches!(get().await, Err(Error::Decoding(_))));
}

#[tokio::test]
async fn a_post_whose_outcome_is_unknown_is_not_sent_again() {
    let peer = Peer::playing([status(502), ok(MACHINE)]).await;
    peer.client().request(Method::POST, "/v1/machines").send::<Machine>().await.unwrap_err();
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_never_sent() {
    let peer = Peer::playing([]).await;
    let client = peer.client();
    for path in ["", "users", "/v1/users/", "/v1//users", "/v1/users/../x", "/v1/users/%2E%2e/x", "/v1/x#y"] {
        let error = client.request(Method::DELETE, path).send::<Value>().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{path}: {error}");
    }
    assert!(peer.seen().is_empty());
}
