//! Whatever bytes come, nothing panics and nobody is signed in.

use std::sync::LazyLock;

use housekey_sdk::auth::{Options, PublishableKey, Verifier, authenticate_request, verify_token};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::key_server::KeyServer;
use crate::signing::{OURS, claims, encode, options};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static OPTIONS: LazyLock<Options> =
    LazyLock::new(|| options().publishable_key("pk_test_Y2xlcmsuZXhhbXBsZS50ZXN0JA").unwrap());

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

/// Text that looks more and more like a token.
fn almost_a_token() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z0-9_.=-]{0,200}",
        (bytes(), bytes(), bytes()).prop_map(|(a, b, c)| format!(
            "{}.{}.{}",
            encode(a),
            encode(b),
            encode(c)
        )),
        "\\PC{0,80}".prop_map(|text| OURS.sign(r#"{"alg":"RS256"}"#, &text)),
        bytes().prop_map(|bytes| format!("{}.{}", encode(r#"{"alg":"RS256"}"#), encode(bytes))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_a_token(token in almost_a_token()) {
        prop_assert!(RUNTIME.block_on(verify_token(&token, &OPTIONS)).is_err());
    }

    #[test]
    fn no_headers_are_a_sign_in(authorization in bytes(), cookie in bytes(), token in almost_a_token()) {
        let cookies = [cookie, format!("__session={token}; __client_uat={token}").into_bytes()];
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(&authorization) {
            headers.insert(AUTHORIZATION, value);
        }
        for cookie in cookies {
            headers.extend(HeaderValue::from_bytes(&cookie).map(|value| (COOKIE, value)));
        }
        prop_assert!(!RUNTIME.block_on(authenticate_request(&headers, &OPTIONS)).is_signed_in());
    }

    #[test]
    fn a_changed_byte_ends_a_token(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let token = OURS.token(&claims(&json!({})));
        let mut bytes = token.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let changed = String::from_utf8_lossy(&bytes);
        let is_accepted = RUNTIME.block_on(verify_token(&changed, &OPTIONS)).is_ok();
        prop_assert_eq!(is_accepted, changed == token);
    }

    #[test]
    fn no_bytes_are_a_pem_key(body in bytes(), text in any::<String>()) {
        prop_assert!(Verifier::from_pem(&text).is_err());
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", String::from_utf8_lossy(&body));
        prop_assert!(Verifier::from_pem(&pem).is_err());
    }

    #[test]
    fn no_text_is_a_publishable_key(text in any::<String>()) {
        prop_assert!(PublishableKey::parse(&text).is_err());
        let _ = PublishableKey::parse(&format!("pk_live_{text}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_of_the_server_is_a_key_set(body in any::<String>(), n in any::<String>(), e in bytes()) {
        let token = OURS.token(&claims(&json!({})));
        let odd_key = json!({ "keys": [{ "kid": OURS.kid, "kty": "RSA", "n": n, "e": encode(&e) }] });
        let odd_exponent = json!({ "keys": [{ "kid": OURS.kid, "kty": "RSA", "n": OURS.jwk()["n"], "e": encode(e) }] });
        for body in [body, odd_key.to_string(), odd_exponent.to_string()] {
            let is_accepted = RUNTIME.block_on(async {
                let server = KeyServer::with(&[]).await;
                server.answer(200, body);
                verify_token(&token, &server.options()).await.is_ok()
            });
            prop_assert!(!is_accepted);
        }
    }
}
