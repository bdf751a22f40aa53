//! The form of responses: media types, headers, both forms of lists, bodies up to their limits.

use housekey_sdk::{CreateUser, Upload, WriteJwtTemplate};
use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Server, wire};
use crate::{refusal, request, with_key};

#[tokio::test]
async fn answers_are_exactly_application_json_whatever_is_asked_for() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        for (method, path) in [
            (Method::GET, "/v1/users".to_owned()),
            (Method::GET, format!("/v1/users/{}", ada.id)),
            (Method::POST, format!("/v1/users/{}/ban", ada.id)),
            (Method::GET, "/v1/jwks".to_owned()),
            (Method::GET, "/v1/users/user_nobody".to_owned()),
            (Method::DELETE, format!("/v1/users/{}", ada.id)),
        ] {
            let answer = with_key(&server, method.clone(), &path);
            let answer = answer.header("accept", "text/html").header("content-type", "application/json");
            let answer = answer.header("clerk-api-version", "2999-12-31").send().await.unwrap();
            let types: Vec<_> = answer.headers().get_all("content-type").iter().collect();
            assert_eq!(types, ["application/json"], "{method} {path}");
        }
    }
}

#[tokio::test]
async fn bare_lists_become_pages_when_asked_to() {
    for server in Server::everywhere().await {
        for name in ["one", "two", "three"] {
            let template = WriteJwtTemplate { name: name.into(), ..WriteJwtTemplate::default() };
            server.client.jwt_templates().create(template).await.unwrap();
        }
        server.session().await;
        for (path, count) in [("/v1/jwt_templates", 3), ("/v1/sessions", 1), ("/v1/clients", 1)] {
            let get = async |query: &str| -> Value {
                let answer = with_key(&server, Method::GET, &format!("{path}?{query}")).send().await.unwrap();
                answer.json().await.unwrap()
            };
            let bare = get("").await;
            assert_eq!(bare.as_array().unwrap().len(), count, "{path}");
            assert!(get("paginated=false").await.is_array());
            let page = get("paginated=true&limit=1").await;
            assert_eq!(
                (page["data"].as_array().unwrap().len(), &page["total_count"]),
                (1, &json!(count)),
                "{path}"
            );
            let unversioned = with_key(&server, Method::GET, &path["/v1".len()..]).send().await.unwrap();
            assert_eq!(unversioned.json::<Value>().await.unwrap(), bare, "{path} without its version");
        }
    }
}

#[tokio::test]
async fn every_answer_has_a_trace_id_of_its_own_under_both_names() {
    let server = Server::changed(|_| {}).await;
    let mut ids = std::collections::HashSet::new();
    for path in ["/v1/users", "/v1/users/user_nobody", "/v1/nowhere", "/health", "/images/avatars/user_1"] {
        let answer = with_key(&server, Method::GET, path).send().await.unwrap();
        let id = answer.headers()["clerk-trace-id"].to_str().unwrap().to_owned();
        assert_eq!(answer.headers()["x-clerk-trace-id"], *id, "{path}");
        assert!(ids.insert(id), "{path}");
    }
}

#[tokio::test]
async fn every_refusal_has_a_trace_id_of_its_own() {
    let server = Server::changed(|_| {}).await;
    let mut seen = std::collections::HashSet::new();
    for _ in 0..10 {
        let error = server.client.users().get("user_nobody").await.unwrap_err();
        assert!(seen.insert(error.trace_id().unwrap().to_owned()));
    }
}

#[tokio::test]
async fn a_body_may_have_a_mebibyte_and_an_image_ten() {
    const MIB: usize = 1024 * 1024;
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let post = |body: String| {
            let post =
                with_key(&server, Method::POST, "/v1/users").header("content-type", "application/json");
            post.body(body).send()
        };
        let padded = |size: usize| format!("{}{{\"first_name\":5}}", " ".repeat(size - 16));
        assert_eq!(refusal(post(padded(MIB)).await.unwrap()).await.0, 422, "it is read to its end");
        let (status, code, _) = refusal(post(padded(MIB + 1)).await.unwrap()).await;
        assert_eq!((status, code.as_str()), (413, "request_body_too_large"));

        let upload = |size: usize| {
            let file =
                Upload { file: vec![0; size], filename: "ada.png".into(), content_type: "image/png".into() };
            server.client.users().set_profile_image(&ada.id, file)
        };
        let no_image = upload(10 * MIB).await.unwrap_err();
        assert_eq!(wire(&no_image).0, 400, "it is looked at: {no_image}");
        assert_eq!(wire(&upload(10 * MIB + 1).await.unwrap_err()).0, 413);
        assert_eq!(wire(&upload(12 * MIB).await.unwrap_err()).0, 413);
    }
}

#[tokio::test]
async fn a_body_in_chunks_is_counted_as_well() {
    let server = Server::changed(|_| {}).await;
    let chunks = (0..40).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024]));
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    let post = with_key(&server, Method::POST, "/v1/users").header("content-type", "application/json");
    assert_eq!(refusal(post.body(body).send().await.unwrap()).await.0, 413);
}

#[tokio::test]
async fn json_that_is_nested_too_deep_is_refused() {
    let server = Server::changed(|_| {}).await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!("{{\"public_metadata\":{}1{}}}", open.repeat(100_000), close.repeat(100_000));
        let post = with_key(&server, Method::POST, "/v1/users").header("content-type", "application/json");
        let (status, code, _) = refusal(post.body(nested).send().await.unwrap()).await;
        assert_eq!((status, code.as_str()), (400, "request_body_invalid"));
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_which_are_right() {
    let server = Server::changed(|_| {}).await;
    let answer = request(&server, Method::PUT, "/v1/users").send().await.unwrap();
    let allowed = answer.headers()["allow"].to_str().unwrap().to_owned();
    assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
    assert_eq!(refusal(answer).await.0, 405);
    // HEAD is GET without the body, for health checks.
    assert_eq!(request(&server, Method::HEAD, "/health").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_empty_body_is_no_fields() {
    let server = Server::changed(|_| {}).await;
    let ada = server.ada().await;
    for body in ["", "  ", "{}"] {
        let patch = with_key(&server, Method::PATCH, &format!("/v1/users/{}", ada.id));
        let answer = patch.header("content-type", "application/json").body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{body:?}");
        assert_eq!(answer.json::<Value>().await.unwrap()["first_name"], "Ada");
    }
    let nobody = CreateUser::default();
    assert!(wire(&server.client.users().create(nobody).await.unwrap_err()).0 < 500);
}

#[tokio::test]
async fn a_key_that_stands_twice_in_a_body_is_refused() {
    let server = Server::changed(|_| {}).await;
    let bodies = [
        r#"{"username":"ada","first_name":"A","username":"eve"}"#,
        r#"{"public_metadata":{"username":1,"username":2}}"#,
    ];
    for body in bodies {
        let post = with_key(&server, Method::POST, "/v1/users").header("content-type", "application/json");
        let told = refusal(post.body(body).send().await.unwrap()).await;
        assert_eq!(told, (422, "form_param_duplicate".into(), Some("username".into())), "{body}");
    }
}
