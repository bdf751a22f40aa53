//! HTTP basics: keys, bodies, error envelopes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod apis;
mod connections;
mod official_clients;
mod overload;
mod panics;
mod parameters;
mod patience;
mod rates;
mod refusals;
#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
mod values;

use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;
use server::Server;

fn request(server: &Server, method: Method, path: &str) -> RequestBuilder {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    client.request(method, format!("{}{path}", server.url))
}

fn with_key(server: &Server, method: Method, path: &str) -> RequestBuilder {
    request(server, method, path).bearer_auth(&server.secret_key)
}

/// Status, code and parameter of an error, whose envelope must be complete.
async fn refusal(answer: Response) -> (u16, String, Option<String>) {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/json");
    let trace_id = answer.headers()["x-clerk-trace-id"].to_str().unwrap().to_owned();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["clerk_trace_id"], trace_id);
    let error = &body["errors"][0];
    assert!(error["message"].is_string() && error["long_message"].is_string(), "{body}");
    let param = error["meta"]["param_name"].as_str().map(str::to_owned);
    (status, error["code"].as_str().unwrap().to_owned(), param)
}

#[tokio::test]
async fn only_a_real_key_opens() {
    for server in Server::everywhere().await {
        for (key, code) in [
            (None, "authorization_header_format_invalid"),
            (Some("sk_test_x"), "authorization_header_format_invalid"),
            (Some("Basic sk_test_x"), "authorization_header_format_invalid"),
            (Some("Bearer sk_test_unknown"), "clerk_key_invalid"),
        ] {
            let mut request = request(&server, Method::GET, "/v1/jwks");
            if let Some(key) = key {
                request = request.header("authorization", key);
            }
            assert_eq!(refusal(request.send().await.unwrap()).await, (401, code.to_owned(), None), "{key:?}");
        }
    }
}

#[tokio::test]
async fn a_bad_body_is_told_what_is_wrong_with_it() {
    for server in Server::everywhere().await {
        for (body, status, code, param) in [
            ("{", 400, "request_body_invalid", None),
            ("[]", 400, "request_body_invalid", None),
            (r#"{"first_name":5}"#, 422, "form_param_type_invalid", Some("first_name")),
            (r#"{"password_hasher":"rot13"}"#, 422, "form_param_value_invalid", Some("password_hasher")),
            (r#"{"email_address":["x"]}"#, 422, "form_param_format_invalid", Some("email_address")),
            (r#"{"username":"a\u0000bcd"}"#, 422, "form_username_invalid_character", Some("username")),
        ] {
            let request =
                with_key(&server, Method::POST, "/v1/users").header("content-type", "application/json");
            let refusal = refusal(request.body(body).send().await.unwrap()).await;
            assert_eq!(refusal, (status, code.to_owned(), param.map(str::to_owned)), "{body}");
        }
        let missing =
            with_key(&server, Method::POST, "/v1/sessions").header("content-type", "application/json");
        let refusal = refusal(missing.send().await.unwrap()).await;
        assert_eq!(refusal, (422, "form_param_missing".into(), Some("user_id".into())));
    }
}

#[tokio::test]
async fn what_is_too_large_or_of_another_type_is_refused() {
    for server in Server::everywhere().await {
        let post = || with_key(&server, Method::POST, "/v1/users");
        let large = post().header("content-type", "application/json").body("x".repeat(1024 * 1024 + 1));
        assert_eq!(refusal(large.send().await.unwrap()).await.0, 413);
        let form = post().header("content-type", "application/x-www-form-urlencoded").body("a=b");
        assert_eq!(refusal(form.send().await.unwrap()).await.0, 415);
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_have_the_envelope_too() {
    for server in Server::everywhere().await {
        let nowhere = request(&server, Method::GET, "/v1/nowhere").send().await.unwrap();
        assert_eq!(refusal(nowhere).await, (404, "resource_not_found".into(), None));
        let wrong = request(&server, Method::PUT, "/v1/users").send().await.unwrap();
        assert_eq!(refusal(wrong).await, (405, "method_not_allowed".into(), None));
    }
}

#[tokio::test]
async fn the_version_may_be_left_out_of_the_path() {
    for server in Server::everywhere().await {
        let answer = with_key(
            &server,
            Method::GET,
            "/users?limit=1&email_address=a%40b.test&email_address=c%40d.test",
        );
        let answer = answer.header("content-type", "application/json").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert_eq!(answer.text().await.unwrap(), "[]");
        for path in ["/health", "/ready"] {
            assert_eq!(request(&server, Method::GET, path).send().await.unwrap().status(), 200);
        }
    }
}
