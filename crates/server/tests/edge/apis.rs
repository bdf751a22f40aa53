//! Two APIs that share a method and a path, told apart before routing.

use housekey_contract::backend::organizations;
use housekey_contract::object::Organization;
use housekey_domain::error::Result;
use housekey_server::api::{Api, Gate};
use housekey_server::backend;
use housekey_server::cx::Cx;
use housekey_server::endpoint::Endpoints;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::request;
use crate::server::Server;

/// Answers the instance that it was asked in, as the name of an organization.
async fn create(cx: Cx, _: organizations::CreateOrganization) -> Result<Organization> {
    Ok(Organization { name: cx.instance.id().to_string(), ..Organization::default() })
}

async fn asked(request: RequestBuilder) -> (u16, Value) {
    let request = request.header("content-type", "application/json");
    let answer = request.body(r#"{"name":"Analytical Engines"}"#).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_request_is_for_the_api_of_its_host_or_else_of_its_credential() {
    let mut endpoints = Endpoints::default();
    endpoints.on::<organizations::Create, _, _>(create);
    let browsers = Api { name: "for browsers", gate: Gate::PublishableHost, endpoints };
    let server = Server::with_apis(vec![backend::api(), browsers]).await;
    let id = server.instance.id.as_str();
    let post = || request(&server, Method::POST, "/v1/organizations");

    let (status, organization) = asked(post().bearer_auth(&server.secret_key)).await;
    assert_eq!((status, &organization["name"]), (200, &"Analytical Engines".into()), "a secret key");
    for token in ["sk_test_unknown", "sk_live_unknown"] {
        assert_eq!(asked(post().bearer_auth(token)).await.0, 401, "a secret key, though nobody's");
    }
    for host in ["clerk.example.test", "CLERK.example.test"] {
        let (status, organization) = asked(post().header("host", host)).await;
        assert_eq!((status, &organization["name"]), (200, &id.into()), "the host of a publishable key");
        let with_key = post().header("host", host).bearer_auth(&server.secret_key);
        assert_eq!(asked(with_key).await.1["name"], id, "the host goes before the credential");
        let users = request(&server, Method::GET, "/v1/users").header("host", host);
        let users = users.bearer_auth(&server.secret_key).send().await.unwrap();
        assert_eq!(users.status(), 404, "no other API is reached there");
    }
    for request in [post(), post().bearer_auth("eyJ.a.b"), post().header("cookie", "__client=x")] {
        let (status, refusal) = asked(request).await;
        assert_eq!(status, 404, "it is for browsers, and this host is no instance's: {refusal}");
    }
    let users = request(&server, Method::GET, "/v1/users").send().await.unwrap();
    assert_eq!(users.status(), 401, "what only one API has is that one's");
    for path in ["/health", "/.well-known/jwks.json"] {
        let page = request(&server, Method::GET, path).header("host", "clerk.example.test");
        assert_eq!(page.send().await.unwrap().status(), 200, "{path} is everywhere");
    }
}
