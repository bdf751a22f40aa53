//! Browsers, judged by all their cookies. What is decided when is compared with the official client in
//! `clients/decisions`; here is what an application makes of it.

use bytes::Bytes;
use housekey_sdk::Client;
use housekey_sdk::auth::{Guard, Options, RequestState, Status};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use reqwest::Url;
use serde_json::{Value, json};

use crate::signing::{NOW, OURS, claims, options};

/// The key of a production instance whose Frontend API is at clerk.example.test.
const LIVE: &str = "pk_live_Y2xlcmsuZXhhbXBsZS50ZXN0JA";

fn token(changes: &Value) -> String {
    OURS.token(&claims(changes))
}

fn browser() -> Options {
    options().publishable_key(LIVE).unwrap()
}

fn page(cookies: &str) -> Request<()> {
    let request = Request::get("/inbox?page=2").header("host", "app.example.test");
    request.header("sec-fetch-dest", "document").header("cookie", cookies).body(()).unwrap()
}

async fn visit(cookies: &str) -> RequestState {
    housekey_sdk::auth::authenticate_request(&page(cookies), &browser()).await
}

#[tokio::test]
async fn cookies_in_step_are_signed_in_without_any_redirect() {
    let state = visit(&format!("__session={}; __client_uat=1", token(&json!({})))).await;

    assert_eq!(state.status(), Status::SignedIn);
    assert_eq!(state.claims().unwrap().sub, "user_ada");
    assert!(state.redirect().is_none() && state.headers().is_empty());
}

#[tokio::test]
async fn cookies_out_of_step_send_the_browser_to_the_frontend_api() {
    let expired = token(&json!({ "exp": NOW - 60 }));

    let state = visit(&format!("__session={expired}; __client_uat=1")).await;

    assert_eq!(state.status(), Status::Handshake);
    assert!(!state.is_signed_in() && state.claims().is_none());
    let redirect = state.redirect().unwrap();
    assert_eq!(redirect.status(), StatusCode::TEMPORARY_REDIRECT);
    let location = Url::parse(redirect.headers()[LOCATION].to_str().unwrap()).unwrap();
    assert_eq!(location.host_str(), Some("clerk.example.test"));
    let (name, back) = location.query_pairs().next().unwrap();
    assert_eq!((&*name, &*back), ("redirect_url", "http://app.example.test/inbox?page=2"));
}

#[tokio::test]
async fn without_a_method_and_a_url_nobody_is_sent_away() {
    let headers: HeaderMap = page("__client_uat=1").headers().clone();

    let state = housekey_sdk::auth::authenticate_request(&headers, &browser()).await;

    assert_eq!(state.status(), Status::SignedOut);
    assert_eq!(state.reason().unwrap().as_str(), "client-uat-but-no-session-token");
}

#[tokio::test]
async fn a_host_that_is_more_than_a_host_leads_nowhere() {
    for host in ["evil.test/?", "app.example.test@evil.test", "evil.test#", "a b"] {
        let mut request = page("__client_uat=1");
        request.headers_mut().insert("x-forwarded-host", host.parse().unwrap());
        let state = housekey_sdk::auth::authenticate_request(&request, &browser()).await;
        assert_eq!(state.status(), Status::SignedOut, "{host}");
    }
}

#[tokio::test]
async fn a_guard_sends_browsers_away_by_itself() {
    for guard in [Guard::new(browser()), Guard::new(browser()).optional()] {
        let response = guard.admit(&page("__client_uat=1")).await.unwrap_err().response::<Bytes>();

        assert_eq!(response.status(), StatusCode::TEMPORARY_REDIRECT);
        assert!(response.headers().contains_key(LOCATION) && response.headers().contains_key(SET_COOKIE));
    }
}

#[tokio::test]
async fn cookies_of_the_page_stay_beside_those_of_the_handshake() {
    let state = visit("__client_uat=1").await;
    let mut headers = HeaderMap::new();
    headers.insert(SET_COOKIE, "theme=dark".parse().unwrap());

    state.add_headers_to(&mut headers);

    assert_eq!(headers.get_all(SET_COOKIE).iter().count(), 2);
    assert_eq!(headers["x-clerk-auth-status"], "handshake");
}

#[tokio::test]
async fn a_nonce_that_nobody_can_be_asked_about_signs_nobody_in() {
    let client = Client::builder().secret_key("sk_live_1").server("http://127.0.0.1:9").build().unwrap();

    let cookies = format!("__clerk_handshake_nonce=1; __session={}; __client_uat=1", token(&json!({})));
    let state = client.authenticate_request(&page(&cookies), &browser()).await;

    assert_eq!(state.reason().unwrap().as_str(), "session-token-missing");
}
