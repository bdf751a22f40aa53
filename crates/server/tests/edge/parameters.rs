//! Unknown parameters, which every operation refuses, and those that only clients know, which are let pass.

use housekey_contract::{Meta, Method, backend};
use reqwest::multipart;
use serde_json::{Value, json};

use crate::server::Server;
use crate::{refusal, with_key};

/// Operations that take a file.
const UPLOADS: [&str; 2] = ["/users/{user_id}/profile_image", "/organizations/{organization_id}/logo"];

/// Sends one parameter, where the operation has its parameters; any id will do for the path.
async fn send(server: &Server, meta: &Meta, place: &str, name: &str) -> (u16, String, Option<String>) {
    let path = meta.path.split('/').map(|part| if part.starts_with('{') { "x_1" } else { part });
    let query = if place == "query" { format!("?{name}=x") } else { String::new() };
    let path = format!("/v1{}{query}", path.collect::<Vec<_>>().join("/"));
    let request = with_key(server, meta.method.as_str().parse().unwrap(), &path);
    let request = match place {
        _ if takes_file(meta) => {
            let file = multipart::Part::bytes(vec![0_u8]).file_name("a.png");
            let form = multipart::Form::new().part("file", file);
            request.multipart(if place == "form" { form.text(name.to_owned(), "x") } else { form })
        }
        "query" => request,
        "json" if meta.path.ends_with("/bulk") => request.json(&json!([nested(name)])),
        _ => request.json(&nested(name)),
    };
    let answer = request.send().await.unwrap();
    if answer.status().is_success() {
        return (answer.status().as_u16(), String::new(), None);
    }
    refusal(answer).await
}

fn takes_file(meta: &Meta) -> bool {
    UPLOADS.contains(&meta.path) && meta.method != Method::Delete
}

/// `{"a": {"b": "x"}}` for `a.b`.
fn nested(name: &str) -> Value {
    name.rsplit('.').fold(json!("x"), |value, name| json!({ (name): value }))
}

#[tokio::test]
async fn every_operation_refuses_an_unknown_parameter() {
    let server = Server::changed(|_| {}).await;
    for meta in &backend::operations() {
        let place = if takes_file(meta) { "form" } else { "json" };
        let places = if meta.method.fields_in_query() { vec!["query"] } else { vec!["query", place] };
        for place in places {
            let (status, code, param) = send(&server, meta, place, "no_such_parameter").await;
            let param = param.unwrap_or_default();
            assert_eq!((status, code.as_str()), (422, "form_param_unknown"), "{meta} in {place}");
            let is_named = param == "no_such_parameter" || param == "[0].no_such_parameter";
            assert!(is_named, "{meta} in {place}: {param}");
        }
    }
}

#[tokio::test]
async fn what_official_clients_send_beyond_the_descriptions_is_let_pass() {
    let server = Server::changed(|_| {}).await;
    let operations = backend::operations();
    let rows = include_str!("../../../../facts/client-parameters.tsv").lines().skip(1);
    for row in rows.map(|row| row.split('\t').collect::<Vec<_>>()) {
        let [operation, place, name, _] = row[..] else { panic!("another row: {row:?}") };
        let is_it = |meta: &&Meta| format!("{} {}", meta.method, meta.path) == operation;
        // What is not served yet has no parameters yet.
        let Some(meta) = operations.iter().find(is_it) else { continue };
        let (_, code, param) = send(&server, meta, place, name).await;
        assert_ne!(code, "form_param_unknown", "{operation}: {param:?} in {place}");
    }
}

#[tokio::test]
async fn a_filter_with_brackets_filters() {
    let server = Server::changed(|_| {}).await;
    for name in ["ada_lovelace", "grace_hopper"] {
        let body = json!({ "username": name, "skip_password_requirement": true });
        with_key(&server, reqwest::Method::POST, "/v1/users").json(&body).send().await.unwrap();
    }
    for query in [
        "username[]=ada_lovelace",
        "username[0]=ada_lovelace",
        "username%5B0%5D=ada_lovelace",
        "username=ada_lovelace&username=nobody",
    ] {
        let answer =
            with_key(&server, reqwest::Method::GET, &format!("/v1/users?{query}")).send().await.unwrap();
        let users: Vec<Value> = answer.json().await.unwrap();
        assert_eq!(
            users.iter().map(|user| user["username"].clone()).collect::<Vec<_>>(),
            ["ada_lovelace"],
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_version_may_stand_in_the_query() {
    let server = Server::changed(|_| {}).await;
    let version = "__clerk_api_version=2025-11-10";
    let answer =
        with_key(&server, reqwest::Method::GET, &format!("/v1/users?{version}")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let create = with_key(&server, reqwest::Method::POST, &format!("/v1/users?{version}"));
    let body = json!({ "username": "ada_lovelace", "skip_password_requirement": true });
    assert_eq!(create.json(&body).send().await.unwrap().status(), 200);
}
