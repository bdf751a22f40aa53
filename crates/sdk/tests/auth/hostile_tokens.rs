use aws_lc_rs::hmac;
use housekey_sdk::auth::{TokenReason, verify_token};
use serde_json::{Value, json};

use crate::key_server::KeyServer;
use crate::signing::{NOW, OURS, THEIRS, claims, encode, options};

async fn refusal_of(token: &str) -> Option<TokenReason> {
    verify_token(token, &options()).await.err().map(|error| error.reason())
}

fn good() -> String {
    OURS.token(&claims(&json!({})))
}

fn header(changes: &Value) -> Value {
    let mut header = json!({ "alg": "RS256", "kid": OURS.kid, "typ": "JWT" });
    for (name, value) in changes.as_object().unwrap() {
        header[name] = value.clone();
    }
    header
}

#[tokio::test]
async fn a_genuine_token_is_accepted_whatever_its_rsa_hash() {
    for alg in ["RS256", "RS384", "RS512"] {
        let token = OURS.token_with(&header(&json!({ "alg": alg })), &claims(&json!({})));
        assert_eq!(refusal_of(&token).await, None, "{alg}");
    }
}

#[tokio::test]
async fn other_algorithms_are_refused_before_any_key_is_looked_at() {
    for alg in ["none", "None", "NONE", "", "rs256", "PS256", "ES256", "EdDSA", "HS384", "RS1", "RS256 "] {
        let token = OURS.token_with(&header(&json!({ "alg": alg })), &claims(&json!({})));
        assert_eq!(refusal_of(&token).await, Some(TokenReason::InvalidAlgorithm), "{alg}");
    }
    let without = OURS.sign(r#"{"typ":"JWT"}"#, &claims(&json!({})).to_string());
    assert_eq!(refusal_of(&without).await, Some(TokenReason::InvalidAlgorithm));
}

#[tokio::test]
async fn a_token_without_a_signature_is_refused() {
    let message = format!("{}.{}", encode(r#"{"alg":"none"}"#), encode(claims(&json!({})).to_string()));

    assert_eq!(refusal_of(&format!("{message}.")).await, Some(TokenReason::InvalidAlgorithm));
    assert_eq!(refusal_of(&message).await, Some(TokenReason::Invalid));
    let signed = good();
    let (message, _) = signed.rsplit_once('.').unwrap();
    assert_eq!(refusal_of(&format!("{message}.")).await, Some(TokenReason::InvalidSignature));
}

#[tokio::test]
async fn the_public_key_is_no_shared_secret() {
    for secret in [OURS.pem(), OURS.pem().trim().to_owned(), OURS.jwk()["n"].to_string()] {
        let header = encode(header(&json!({ "alg": "HS256" })).to_string());
        let message = format!("{header}.{}", encode(claims(&json!({})).to_string()));
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let token = format!("{message}.{}", encode(hmac::sign(&key, message.as_bytes())));
        assert_eq!(refusal_of(&token).await, Some(TokenReason::InvalidAlgorithm));
    }
}

#[tokio::test]
async fn a_token_of_another_instance_is_refused() {
    let theirs = THEIRS.token(&claims(&json!({})));
    let claiming_our_key = THEIRS.token_with(&header(&json!({})), &claims(&json!({})));
    let server = KeyServer::with(&[&OURS]).await;
    let through_the_key_set = server.options();
    let reason = async |token: &str| verify_token(token, &through_the_key_set).await.unwrap_err().reason();

    assert_eq!(refusal_of(&theirs).await, Some(TokenReason::InvalidSignature));
    assert_eq!(refusal_of(&claiming_our_key).await, Some(TokenReason::InvalidSignature));
    assert_eq!(reason(&theirs).await, TokenReason::KeyIdMismatch);
    assert_eq!(reason(&claiming_our_key).await, TokenReason::InvalidSignature);
}

#[tokio::test]
async fn a_key_id_is_a_name_and_nothing_else() {
    let server = KeyServer::with(&[&OURS]).await;
    let options = server.options();
    for kid in
        ["", "INS_OURS", "ins_ours ", "../ins_ours", "ins_ours\u{0}", "https://evil.test/jwks", "' OR 1=1"]
    {
        let token = OURS.token_with(&header(&json!({ "kid": kid })), &claims(&json!({})));
        let error = verify_token(&token, &options).await.unwrap_err();
        assert_eq!(error.reason(), TokenReason::KeyIdMismatch, "{kid}");
    }
    let without = OURS.sign(r#"{"alg":"RS256"}"#, &claims(&json!({})).to_string());
    assert_eq!(verify_token(&without, &options).await.unwrap_err().reason(), TokenReason::KeyIdMismatch);
    let pointing = header(&json!({ "jku": server.url, "jwk": THEIRS.jwk(), "x5u": server.url }));
    let token = THEIRS.token_with(&pointing, &claims(&json!({})));
    assert_eq!(refusal_of(&token).await, Some(TokenReason::InvalidSignature));
}

#[tokio::test]
async fn a_key_verifies_only_its_own_algorithm() {
    let server = KeyServer::with(&[&OURS]).await;
    let token = OURS.token_with(&header(&json!({ "alg": "RS512" })), &claims(&json!({})));
    let error = verify_token(&token, &server.options()).await.unwrap_err();
    assert_eq!(error.reason(), TokenReason::InvalidAlgorithm);
}

#[tokio::test]
async fn the_form_is_three_parts_of_canonical_base64url() {
    let good = good();
    let [head, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    // The last character of 256 bytes carries four idle bits; the canonical form has them all zero.
    let (rest, last) = signature.split_at(signature.len() - 1);
    let sloppy = char::from(last.as_bytes()[0] + 1);
    for token in [
        String::new(),
        ".".into(),
        "..".into(),
        "...".into(),
        "a.b.c".into(),
        head.into(),
        format!("{head}.{payload}"),
        format!("{good}."),
        format!("{good}.{signature}"),
        format!(".{good}"),
        format!("{head}..{signature}.{payload}"),
        format!("{good}="),
        format!("{good}=="),
        format!("{good} "),
        format!(" {good}"),
        format!("{good}\n"),
        format!("{head}=.{payload}.{signature}"),
        format!("{head}.{payload}.{rest}{sloppy}"),
        format!("{head}.{payload}.{rest}+"),
        format!("{head}.{payload}.{rest}/"),
        format!("é{good}"),
        format!("{good}.{}", "a.".repeat(50)),
        format!("{}.{payload}.{signature}", encode("not json")),
        format!("{}.{payload}.{signature}", encode("[]")),
        format!("{}.{payload}.{signature}", encode(b"{\"alg\":\"RS256\",\"x\":\"\xff\"}")),
    ] {
        assert_eq!(refusal_of(&token).await, Some(TokenReason::Invalid), "{token}");
    }
}

#[tokio::test]
async fn changed_bytes_are_noticed_before_they_are_read() {
    let good = good();
    let [head, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    let forged = encode(claims(&json!({ "sub": "user_eve", "exp": NOW - 1000 })).to_string());
    for token in [
        format!("{head}.{forged}.{signature}"),
        format!("{head}.{}.{signature}", encode("{")),
        format!("{head}.%%%.{signature}"),
        format!("{head}.{payload}.{}", &signature[..signature.len() - 2]),
        format!("{head}.{payload}.{}", encode([0; 256])),
        format!("{head}.{payload}.{}", encode([1; 255])),
        format!("{head}.{payload}.AAAA{}", &signature[4..]),
    ] {
        let reason = refusal_of(&token).await.unwrap();
        let is_bad_form = token.contains(&signature[..signature.len() - 2]) && reason == TokenReason::Invalid;
        assert!(reason == TokenReason::InvalidSignature || is_bad_form, "{token}: {reason}");
    }
    let expired_and_forged = format!("{head}.{forged}.{signature}");
    assert_eq!(refusal_of(&expired_and_forged).await, Some(TokenReason::InvalidSignature));
}

#[tokio::test]
async fn a_giant_token_is_refused_without_a_look() {
    let token = OURS.token(&claims(&json!({ "padding": "x".repeat(20_000) })));
    assert_eq!(refusal_of(&token).await, Some(TokenReason::Invalid));
}

#[tokio::test]
async fn extensions_and_other_types_are_refused() {
    for changes in [
        json!({ "crit": ["exp"] }),
        json!({ "crit": [] }),
        json!({ "crit": null }),
        json!({ "typ": "jwt" }),
        json!({ "typ": "at+jwt" }),
        json!({ "typ": 1 }),
        json!({ "typ": null }),
        json!({ "kid": 7 }),
        json!({ "alg": ["RS256"] }),
    ] {
        let token = OURS.token_with(&header(&changes), &claims(&json!({})));
        assert_eq!(refusal_of(&token).await, Some(TokenReason::Invalid), "{changes}");
    }
    let token = OURS.sign(r#"{"alg":"RS256"}"#, &claims(&json!({})).to_string());
    assert_eq!(refusal_of(&token).await, None, "`typ` may be absent");
}

#[tokio::test]
async fn names_that_stand_twice_are_refused() {
    for head in [
        r#"{"alg":"none","alg":"RS256"}"#,
        r#"{"alg":"RS256","kid":"a","kid":"ins_ours"}"#,
        r#"{"alg":"RS256","\u0061lg":"RS256"}"#,
        r#"{"alg":"RS256","x":1,"x":1}"#,
        r#"{"alg":"RS256","x":{"y":1,"y":1}}"#,
    ] {
        let token = OURS.sign(head, &claims(&json!({})).to_string());
        assert_eq!(refusal_of(&token).await, Some(TokenReason::Invalid), "{head}");
    }
    for extra in [
        r#""sub":"user_eve""#,
        r#""exp":9999999999"#,
        r#""s\u0075b":"user_eve""#,
        r#""role":"a","role":"b""#,
        r#""o":{"id":"a","id":"b"}"#,
        r#""o":{"id":"a","x":1,"x":2}"#,
        r#""act":{"sub":"a","x":1,"x":2}"#,
        r#""deep":[{"a":{"b":1,"b":1}}]"#,
    ] {
        let payload = claims(&json!({})).to_string();
        let payload = format!("{},{extra}}}", payload.strip_suffix('}').unwrap());
        let token = OURS.sign(r#"{"alg":"RS256"}"#, &payload);
        assert_eq!(refusal_of(&token).await, Some(TokenReason::VerificationFailed), "{extra}");
    }
}

#[tokio::test]
async fn claims_of_the_wrong_type_are_refused() {
    let payload = |claim: &str, value: &str| {
        let mut payload = claims(&json!({}));
        payload.as_object_mut().unwrap().remove(claim);
        let payload = payload.to_string();
        format!("{},\"{claim}\":{value}}}", payload.strip_suffix('}').unwrap())
    };
    for (claim, value) in [
        ("exp", "\"9999999999\""),
        ("exp", "9999999999.0"),
        ("exp", "1e300"),
        ("exp", "99999999999999999999999"),
        ("exp", "null"),
        ("exp", "true"),
        ("exp", "[9999999999]"),
        ("nbf", "\"0\""),
        ("nbf", "0.5"),
        ("nbf", "null"),
        ("iat", "\"0\""),
        ("iat", "1.0"),
        ("iat", "{}"),
        ("sub", "7"),
        ("sub", "null"),
        ("sub", "\"\""),
        ("sub", "[\"user_ada\"]"),
        ("azp", "[\"https://app.example.test\"]"),
        ("azp", "null"),
        ("aud", "7"),
        ("aud", "null"),
        ("aud", "{\"a\":1}"),
        ("sid", "{}"),
        ("iss", "1"),
        ("sts", "1"),
        ("sts", "null"),
        ("fva", "[1]"),
        ("o", "\"org_1\""),
        ("o", "{}"),
    ] {
        let token = OURS.sign(r#"{"alg":"RS256"}"#, &payload(claim, value));
        assert_eq!(refusal_of(&token).await, Some(TokenReason::VerificationFailed), "{claim}: {value}");
    }
    for missing in ["exp", "sub"] {
        let token = OURS.token(&claims(&json!({ missing: null })));
        assert_eq!(refusal_of(&token).await, Some(TokenReason::VerificationFailed), "{missing}");
    }
}

#[tokio::test]
async fn a_payload_that_is_no_json_object_is_refused() {
    for payload in ["", "{", "{\"sub\":\"a\"", "nonsense", r#"{"sub":"a","exp":1} {}"#, "\u{feff}{}"] {
        let token = OURS.sign(r#"{"alg":"RS256"}"#, payload);
        assert_eq!(refusal_of(&token).await, Some(TokenReason::Invalid), "{payload}");
    }
    for payload in ["[]", "\"{}\"", "7", "null"] {
        let token = OURS.sign(r#"{"alg":"RS256"}"#, payload);
        assert_eq!(refusal_of(&token).await, Some(TokenReason::VerificationFailed), "{payload}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(refusal_of(&OURS.sign(r#"{"alg":"RS256"}"#, &deep)).await, Some(TokenReason::Invalid));
}
