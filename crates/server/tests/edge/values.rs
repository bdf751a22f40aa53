//! Invalid values: each error names the parameter and what is expected.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::server::Server;
use crate::{refusal, with_key};

/// Status, code and parameter of the error for a JSON body.
async fn told(server: &Server, method: Method, path: &str, body: &Value) -> (u16, String, Option<String>) {
    let request = with_key(server, method, path).header("content-type", "application/json");
    refusal(request.body(body.to_string()).send().await.unwrap()).await
}

#[tokio::test]
async fn wrong_values_are_named_with_their_code() {
    let long = |length: usize| "x".repeat(length);
    let too_long = "form_param_max_length_exceeded";
    let wrong = [
        ("first_name", json!(long(257)), too_long),
        ("last_name", json!(long(257)), too_long),
        ("external_id", json!(long(300)), too_long),
        ("email_address", json!([format!("{}@example.com", long(300))]), too_long),
        ("email_address", json!("ada@example.com"), "form_param_type_invalid"),
        ("email_address", json!([5]), "form_param_type_invalid"),
        ("email_address", json!(["no address"]), "form_param_format_invalid"),
        ("phone_number", json!(["+1"]), "form_param_format_invalid"),
        ("username", json!("a"), "form_username_invalid_length"),
        ("username", json!(long(65)), "form_username_invalid_length"),
        ("password", json!("short"), "form_password_length_too_short"),
        ("password", json!("password"), "form_password_not_strong_enough"),
        ("password", json!(long(10_000)), "form_password_length_too_long"),
        ("password_digest", json!("$2b$10$x"), "form_param_missing"),
        ("totp_secret", json!("not base32!"), "invalid_totp_secret_code"),
        ("backup_codes", json!([" "]), "form_param_value_invalid"),
        ("public_metadata", json!([]), "form_param_type_invalid"),
        ("public_metadata", json!({"a": long(9_000)}), "form_param_exceeds_allowed_size"),
        ("created_at", json!("yesterday"), "form_param_invalid_time"),
        ("created_at", json!("2999-01-01T00:00:00Z"), "form_param_invalid_time"),
        ("email_address", json!(["ada@example.com", "Ada@example.com"]), "form_param_duplicate"),
        ("skip_password_checks", json!("yes"), "form_param_type_invalid"),
        ("create_organizations_limit", json!(1.5), "form_param_type_invalid"),
    ];
    let server = Server::changed(|_| {}).await;
    for (param, value, code) in wrong {
        let mut body = json!({ "skip_password_requirement": true, "skip_user_requirement": true });
        body[param] = value.clone();
        let (status, told_code, told_param) = told(&server, Method::POST, "/v1/users", &body).await;
        let told_param = told_param.unwrap_or_default();
        let named = if code == "form_param_missing" { "password_hasher" } else { param };
        assert_eq!((status, told_code.as_str()), (422, code), "{param}: {value}");
        assert!(told_param == named || told_param.starts_with(&format!("{named}[")), "{param}: {told_param}");
    }
    let count = with_key(&server, Method::GET, "/v1/users/count").send().await.unwrap();
    assert!(count.text().await.unwrap().contains(r#""total_count":0"#), "nothing was made");
}

#[tokio::test]
async fn wrong_parameters_of_a_query_are_named_too() {
    let server = Server::changed(|_| {}).await;
    for (query, param) in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("offset=-1", "offset"),
        ("order_by=shoe_size", "order_by"),
        ("last_active_at_since=today", "last_active_at_since"),
        ("banned=perhaps", "banned"),
        ("limit=1&limit=2", "limit"),
    ] {
        let answer = with_key(&server, Method::GET, &format!("/v1/users?{query}")).send().await.unwrap();
        let (status, _, told) = refusal(answer).await;
        assert_eq!((status, told.as_deref()), (422, Some(param)), "{query}");
    }
    for query in ["limit=500", "offset=0&limit=1", "order_by=-created_at", "order_by=%2Bcreated_at", ""] {
        let answer = with_key(&server, Method::GET, &format!("/v1/users?{query}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
    }
}

#[tokio::test]
async fn ids_of_any_form_are_only_not_found() {
    let server = Server::changed(|_| {}).await;
    let long = "x".repeat(5_000);
    for id in ["user_1", "%00", "%2e%2e", "%F0%9F%A6%80", "a%2Fb", "'%20OR%201=1--", "%ff%fe", long.as_str()]
    {
        let answer = with_key(&server, Method::GET, &format!("/v1/users/{id}")).send().await.unwrap();
        let (status, ..) = refusal(answer).await;
        assert!(matches!(status, 400 | 404 | 422), "{id}: {status}");
    }
}
