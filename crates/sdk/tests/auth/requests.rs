use housekey_sdk::auth::{Options, RequestState, authenticate_request};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue, Request, request};
use serde_json::{Value, json};

use crate::signing::{NOW, OURS, THEIRS, claims, options};

fn token(changes: &Value) -> String {
    OURS.token(&claims(changes))
}

fn request(method: &str, headers: &[(&str, &str)]) -> request::Parts {
    let request = headers
        .iter()
        .fold(Request::builder().method(method), |request, (name, value)| request.header(*name, *value));
    request.body(()).unwrap().into_parts().0
}

async fn with_header(value: &str) -> RequestState {
    authenticate_request(&request("GET", &[("authorization", value)]), &options()).await
}

async fn with_cookies(cookies: &[(&str, &str)], options: &Options) -> RequestState {
    let cookies: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    authenticate_request(&request("GET", &[("cookie", &cookies.join("; "))]), options).await
}

fn reason(state: &RequestState) -> &str {
    assert!(state.claims().is_none() && state.token().is_none() || state.is_signed_in());
    state.reason().map_or("signed-in", |reason| reason.as_str())
}

#[tokio::test]
async fn the_header_takes_a_token_with_or_without_bearer() {
    let token = token(&json!({}));
    for value in
        [token.clone(), format!("Bearer {token}"), format!("bearer {token}"), format!("Bearer  {token} ")]
    {
        let state = with_header(&value).await;
        assert_eq!(state.claims().unwrap().sub, "user_ada", "{value}");
        assert_eq!((state.token(), state.reason(), state.message()), (Some(token.as_str()), None, None));
    }
}

#[tokio::test]
async fn headers_alone_are_enough() {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, token(&json!({})).parse().unwrap());
    assert!(authenticate_request(&headers, &options()).await.is_signed_in());
    assert!(authenticate_request(&Request::new(()), &options()).await.claims().is_none());
}

#[tokio::test]
async fn what_is_no_token_is_signed_out() {
    for (value, expected) in [
        ("", "session-token-and-uat-missing"),
        ("Basic YWRhOnB3", "session-token-and-uat-missing"),
        ("Bearer", "token-invalid"),
        ("Bearer ", "token-invalid"),
        ("Bearer a.b.c", "token-invalid"),
        ("nonsense", "token-invalid"),
        ("Bearer ak_secret", "token-invalid"),
        ("Bearer mt_secret", "token-invalid"),
        ("oat_secret", "token-invalid"),
    ] {
        assert_eq!(reason(&with_header(value).await), expected, "{value}");
    }
}

#[tokio::test]
async fn doubtful_headers_are_signed_out() {
    let token = token(&json!({}));
    let bearer = format!("Bearer {token}");
    let twice = request("GET", &[("authorization", &bearer), ("authorization", &bearer)]);
    assert_eq!(reason(&authenticate_request(&twice, &options()).await), "token-invalid");
    assert_eq!(reason(&with_header(&format!("Bearer {token}, Bearer {token}")).await), "token-invalid");

    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_bytes(b"Bearer \xff").unwrap());
    headers.insert(COOKIE, format!("__session={token}").parse().unwrap());
    assert_eq!(reason(&authenticate_request(&headers, &options()).await), "token-invalid");
}

#[tokio::test]
async fn a_bad_token_in_the_header_is_not_made_good_by_a_cookie() {
    let cookie = format!("__session={}", token(&json!({})));
    let bad = request("GET", &[("authorization", "Bearer a.b.c"), ("cookie", &cookie)]);
    assert_eq!(reason(&authenticate_request(&bad, &options()).await), "token-invalid");
    let other_scheme = request("GET", &[("authorization", "Basic YTpi"), ("cookie", &cookie)]);
    assert!(authenticate_request(&other_scheme, &options()).await.is_signed_in());
}

#[tokio::test]
async fn refusals_have_the_official_reasons() {
    let not_get = |token: &str| request("POST", &[("authorization", token)]);
    let expired = token(&json!({ "exp": NOW - 60 }));
    let state = authenticate_request(&not_get(&expired), &options()).await;
    assert_eq!(reason(&state), "session-token-expired-refresh-non-eligible-non-get");
    assert_eq!(state.message(), Some("the token is expired"));
    for (token, expected) in [
        (expired, "session-token-expired-refresh-non-eligible-no-refresh-cookie"),
        (token(&json!({ "nbf": NOW + 60 })), "session-token-nbf"),
        (token(&json!({ "iat": NOW + 60 })), "session-token-iat-in-the-future"),
        (THEIRS.token(&claims(&json!({}))), "token-invalid-signature"),
        (token(&json!({ "exp": "1" })), "token-verification-failed"),
    ] {
        assert_eq!(reason(&with_header(&token).await), expected);
        assert_eq!(reason(&with_cookies(&[("__session", &token)], &options()).await), expected);
    }
}

#[tokio::test]
async fn only_session_tokens_sign_a_request_in() {
    for (category, expected) in [
        ("cl_B7d4PD111AAA", "signed-in"),
        ("cl_I7d4PD111III", "signed-in"),
        ("cl_B7d4PD222AAA", "token-type-mismatch"),
        ("cl_B7d4PD333AAA", "token-type-mismatch"),
        ("something new", "token-type-mismatch"),
        ("", "token-type-mismatch"),
    ] {
        let header = json!({ "alg": "RS256", "kid": OURS.kid, "typ": "JWT", "cat": category });
        let token = OURS.token_with(&header, &claims(&json!({})));
        let options = options();
        for _ in 0..2 {
            let state = authenticate_request(&request("GET", &[("authorization", &token)]), &options).await;
            assert_eq!(reason(&state), expected, "{category}");
            let alone = housekey_sdk::auth::verify_token(&token, &options).await;
            assert_eq!(alone.is_ok(), category != "cl_B7d4PD333AAA", "{category}");
        }
    }
}

#[tokio::test]
async fn a_pending_session_is_signed_out_unless_it_is_asked_for() {
    let header = format!("Bearer {}", token(&json!({ "sts": "pending" })));
    let request = request("GET", &[("authorization", &header)]);

    assert_eq!(reason(&authenticate_request(&request, &options()).await), "session-not-active");
    let state = authenticate_request(&request, &options().accept_pending_sessions()).await;
    assert!(state.claims().unwrap().is_pending());

    let unknown = format!("Bearer {}", token(&json!({ "sts": "revoked" })));
    let request = self::request("GET", &[("authorization", &unknown)]);
    let state = authenticate_request(&request, &options().accept_pending_sessions()).await;
    assert_eq!(reason(&state), "session-not-active");
    assert!(with_header(&token(&json!({ "sts": null }))).await.is_signed_in());
}

#[tokio::test]
async fn the_session_cookie_is_found_among_others() {
    let token = token(&json!({}));
    let line = format!("a=b; x__session=no;__session_other=no;  __session={token} ;c");
    assert!(authenticate_request(&request("GET", &[("cookie", &line)]), &options()).await.is_signed_in());
    let lines = [("cookie", "a=b"), ("cookie", &*format!("__session={token}"))];
    assert!(authenticate_request(&request("GET", &lines), &options()).await.is_signed_in());
    for line in ["", ";;;=;", "__session", "__session=", "__SESSION=a.b.c", "__session_=x"] {
        let state = authenticate_request(&request("GET", &[("cookie", line)]), &options()).await;
        assert_eq!(reason(&state), "session-token-and-uat-missing", "{line}");
    }
}

#[tokio::test]
async fn a_browser_that_says_it_is_signed_out_is() {
    let token = token(&json!({}));
    let (before, after) = ((NOW - 60).to_string(), NOW.to_string());
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("__session", &token)], "signed-in"),
        (&[("__session", &token), ("__client_uat", &before)], "signed-in"),
        (&[("__session", &token), ("__client_uat", "0")], "session-token-but-no-client-uat"),
        (&[("__session", &token), ("__client_uat", "x")], "session-token-but-no-client-uat"),
        (&[("__session", &token), ("__client_uat", &after)], "session-token-iat-before-client-uat"),
        (&[("__client_uat", &before)], "client-uat-but-no-session-token"),
        (&[("__client_uat", "0")], "session-token-and-uat-missing"),
    ];
    for (cookies, expected) in cases {
        assert_eq!(reason(&with_cookies(cookies, &options()).await), *expected, "{cookies:?}");
    }
}
