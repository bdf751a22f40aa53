//! What goes over the wire.

use housekey_sdk::{
    Client, CreateUser, Error, GetInterstitial, ListSessions, ListUsers, Patch, UpdateUser, Upload, set,
};
use serde_json::json;

use crate::peer::{KEY, Peer, Reply, USER, ok, status};

#[tokio::test]
async fn a_call_carries_the_key_the_version_and_who_asks() {
    let peer = Peer::playing([ok(USER)]).await;
    let user = peer.client().users().get("user_1").await.unwrap();
    assert_eq!(user.first_name.as_deref(), Some("Ada"));

    let seen = peer.only();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/v1/users/user_1"));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(seen.header("clerk-api-version"), Some("2026-05-12"));
    assert_eq!(seen.header("user-agent"), Some(concat!("housekey-sdk/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen.header("content-type"), None);
    assert_eq!(seen.body, b"");
}

#[tokio::test]
async fn fields_of_a_get_are_the_query() {
    let peer = Peer::playing([ok("[]"), ok("[]")]).await;
    let client = peer.client();
    let query = ListUsers {
        email_address: Some(vec!["a+b@c.test".into(), "d@e.test".into()]),
        limit: Some(3),
        ..ListUsers::default()
    };
    assert!(client.users().list(query).await.unwrap().is_empty());
    client.users().list(ListUsers::default()).await.unwrap();

    let targets: Vec<_> = peer.seen().into_iter().map(|seen| seen.target).collect();
    let query = "email_address=a%2Bb%40c.test&email_address=d%40e.test&limit=3";
    assert_eq!(targets, [format!("/v1/users?{query}"), "/v1/users".to_owned()]);
}

#[tokio::test]
async fn fields_of_other_methods_are_a_json_body_of_what_is_set() {
    let peer = Peer::playing([ok(USER), ok(USER), ok(USER)]).await;
    let client = peer.client();
    client
        .users()
        .create(CreateUser { first_name: Some("Ada".into()), ..CreateUser::default() })
        .await
        .unwrap();
    let changes = UpdateUser { first_name: set("Ada"), last_name: Patch::Null, ..UpdateUser::default() };
    client.users().update("user_1", changes).await.unwrap();
    client.users().ban("user_1").await.unwrap();

    let seen = peer.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].json()), ("POST", json!({"first_name": "Ada"})));
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    assert_eq!(
        (seen[1].method.as_str(), seen[1].json()),
        ("PATCH", json!({"first_name": "Ada", "last_name": null}))
    );
    assert_eq!((seen[2].method.as_str(), seen[2].body.as_slice()), ("POST", &b""[..]));
}

#[tokio::test]
async fn a_file_is_multipart_form_data_in_every_attempt() {
    let peer = Peer::playing([status(429), ok(USER)]).await;
    let image = Upload {
        file: b"\x89PNG\r\n".to_vec(),
        filename: "ada.png".into(),
        content_type: "image/png".into(),
    };
    peer.client().users().set_profile_image("user_1", image).await.unwrap();

    for seen in peer.seen() {
        assert!(seen.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
        let body = String::from_utf8_lossy(&seen.body).into_owned();
        assert!(body.contains("form-data; name=\"file\"; filename=\"ada.png\"\r\n"), "{body}");
        assert!(body.contains("image/png\r\n\r\n"), "{body}");
        assert!(seen.body.windows(6).any(|bytes| bytes == b"\x89PNG\r\n"));
    }
    assert_eq!(peer.seen().len(), 2);
}

#[tokio::test]
async fn listings_are_read_in_either_form() {
    let counted = r#"{"data":[{"object":"session","id":"sess_1","status":"active"}],"total_count":7}"#;
    let peer = Peer::playing([ok(counted), ok(r#"[{"object":"session","id":"sess_1"}]"#)]).await;
    let client = peer.client();
    let paginated = ListSessions { paginated: Some(true), ..ListSessions::default() };
    let page = client.sessions().list(paginated).await.unwrap();
    assert_eq!((page.data.len(), page.total_count), (1, Some(7)));
    let page = client.sessions().list(ListSessions::default()).await.unwrap();
    assert_eq!((page.data.len(), page.total_count), (1, None));
}

#[tokio::test]
async fn a_page_of_html_is_an_answer_too() {
    let peer = Peer::playing([ok("<p>hello</p>")]).await;
    let page =
        peer.client().miscellaneous().get_public_interstitial(GetInterstitial::default()).await.unwrap();
    assert_eq!(page.0, "<p>hello</p>");
}

#[tokio::test]
async fn an_id_that_would_change_the_operation_is_never_sent() {
    let peer = Peer::playing([ok(USER)]).await;
    let client = peer.client();
    for id in ["", ".", ".."] {
        let error = client.users().delete(id).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    assert!(peer.seen().is_empty());

    client.users().get("../%2e%2e/x?y").await.unwrap();
    assert_eq!(peer.only().target, "/v1/users/..%2F%252e%252e%2Fx%3Fy");
}

#[tokio::test]
async fn raw_gives_status_headers_and_bytes_of_any_answer() {
    let peer = Peer::playing([ok(USER), status(404)]).await;
    let client = peer.client();
    let answer = client.users().get("user_1").raw().await.unwrap();
    assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, USER.as_bytes()));
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.read::<housekey_sdk::User>().unwrap().id.as_str(), "user_1");

    let answer = client.users().get("user_1").raw().await.unwrap();
    assert_eq!(answer.status.as_u16(), 404);
}

#[tokio::test]
async fn calls_share_a_connection_and_can_run_anywhere() {
    let peer = Peer::playing([ok(USER), ok(USER), ok(USER)]).await;
    let client = peer.client();
    for _ in 0..3 {
        let call = client.users().get("user_1");
        // A call is `Send` and borrows nothing: it can outlive this scope in another task.
        tokio::spawn(async move { call.await.unwrap() }).await.unwrap();
    }
    assert_eq!(peer.connections(), 1);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Reply::Answer(302, &[("location", "/elsewhere")], String::new());
    let peer = Peer::playing([elsewhere]).await;
    let error = peer.client().users().ban("user_1").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_key_that_can_not_be_one_is_told_by_the_first_call() {
    for key in ["", "  ", "sk_test_\n1", "pk_test_Y2xlcms"] {
        let error = Client::new(key).users().get("user_1").await.unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{key:?}: {error}");
    }
}
