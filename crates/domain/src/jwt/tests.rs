use std::sync::LazyLock;

use data_encoding::BASE64URL_NOPAD;
use housekey_contract::{Metadata, Millis};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::keys::CustomKey;

const NOW: Millis = Millis(1_750_000_000_999);

static KEY: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::from_pkcs8("ins_1", &SigningKey::generate().unwrap()).unwrap());

fn object(value: Value) -> Metadata {
    serde_json::from_value(value).unwrap()
}

fn session_claims() -> SessionClaims {
    SessionClaims {
        issuer: "https://clerk.example.com".into(),
        session_id: "sess_1".into(),
        token_id: "00000000000000000001".into(),
        user_id: "user_1".into(),
        ..SessionClaims::issued(NOW)
    }
}

fn session_token() -> String {
    let extras = Extras { category: Some(Category::Session), origin_issued_at: Some(1_750_000_000) };
    sign(&*KEY, extras, &session_claims())
}

/// A token with this header and claims, with a valid signature.
fn signed(header: &str, claims: &str) -> String {
    let encode = |part: &[u8]| BASE64URL_NOPAD.encode(part);
    let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
    let signature = KEY.sign(signed.as_bytes());
    format!("{signed}.{}", encode(&signature))
}

fn part(token: &str, index: usize) -> String {
    let part = token.split('.').nth(index).unwrap();
    String::from_utf8(BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

#[test]
fn a_session_token_is_as_clerks() {
    let token = session_token();
    assert_eq!(
        part(&token, 0),
        r#"{"alg":"RS256","cat":"cl_B7d4PD111AAA","kid":"ins_1","oiat":1750000000,"typ":"JWT"}"#
    );
    assert_eq!(
        part(&token, 1),
        concat!(
            r#"{"exp":1750000060,"fva":[-1,-1],"iat":1750000000,"iss":"https://clerk.example.com","#,
            r#""jti":"00000000000000000001","nbf":1749999990,"sid":"sess_1","sts":"active","sub":"user_1","v":2}"#
        )
    );
}

#[test]
fn a_session_token_names_origin_organization_and_actor() {
    let permissions = FeaturePermissions::of(["org:invoices:read"]);
    let claims = SessionClaims {
        actor: Some(json!({"sub": "user_2"})),
        authorized_party: Some("https://app.example.com".into()),
        organization: Some(OrganizationClaims::new("org_1", Some("acme"), "org:admin", &permissions)),
        custom: CustomClaims::for_session(object(json!({"plan": "pro"}))),
        ..session_claims()
    };
    let token = verify(&KEY, &sign(&*KEY, Extras::default(), &claims)).unwrap();
    assert_eq!(token.claims["act"], json!({"sub": "user_2"}));
    assert_eq!(token.claims["azp"], "https://app.example.com");
    assert_eq!(
        token.claims["o"],
        json!({"id": "org_1", "slg": "acme", "rol": "admin", "per": "read", "fpm": "1"})
    );
    assert_eq!(token.claims["plan"], "pro");
}

#[test]
fn custom_claims_never_stand_in_for_the_servers() {
    let mut forged: Metadata =
        RESERVED_CLAIMS.iter().map(|name| ((*name).to_owned(), json!("forged"))).collect();
    forged.insert("act".into(), json!({"sub": "user_2"}));
    forged.insert("aud".into(), json!("convex"));

    let custom = CustomClaims::for_session(forged.clone());
    let token = sign(&*KEY, Extras::default(), &SessionClaims { custom, ..session_claims() });
    assert!(!part(&token, 1).contains("forged") && !part(&token, 1).contains("act\""), "{token}");

    let custom = CustomClaims::for_template(forged);
    let claims = TemplateClaims { custom, ..TemplateClaims::issued(NOW, 300, 5) };
    assert_eq!(
        part(&sign(&*KEY, Extras::default(), &claims), 1),
        concat!(
            r#"{"exp":1750000300,"iat":1750000000,"iss":"","jti":"","nbf":1749999995,"sub":"","#,
            r#""act":{"sub":"user_2"},"aud":"convex"}"#
        )
    );
}

#[test]
fn a_template_with_its_own_key_signs_without_kid() {
    let key = CustomKey::parse("HS256", "a secret that two sides share").unwrap();
    let extras = Extras { category: Some(Category::Template), ..Extras::default() };
    let token = sign(&key, extras, &object(json!({"a": 1})));
    assert_eq!(part(&token, 0), r#"{"alg":"HS256","cat":"cl_B7d4PD222AAA","typ":"JWT"}"#);
    assert_eq!(verify(&KEY, &token), Err(InvalidToken::OtherAlgorithm));
}

#[test]
fn a_token_reads_back_verified_and_unverified() {
    let token = session_token();
    let read = verify(&KEY, &token).unwrap();
    assert_eq!(read.header.category, Some(Category::Session));
    assert_eq!(read.header.origin_issued_at, Some(1_750_000_000));
    assert_eq!(read.claims["sid"], "sess_1");
    assert_eq!(decode_unverified(&token).unwrap(), read);
}

#[test]
fn a_token_with_other_claims_is_refused() {
    let token = session_token();
    let [header, _, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let other = BASE64URL_NOPAD.encode(br#"{"sub":"user_2"}"#);
    assert_eq!(verify(&KEY, &format!("{header}.{other}.{signature}")), Err(InvalidToken::WrongSignature));
    assert_eq!(verify(&KEY, &format!("{header}.{other}.")), Err(InvalidToken::WrongSignature));
}

#[test]
fn headers_other_than_the_servers_own_are_refused() {
    use InvalidToken::{Malformed, OtherAlgorithm, OtherKey, OtherType};
    for (header, refusal) in [
        (r#"{"alg":"none","kid":"ins_1"}"#, OtherAlgorithm),
        (r#"{"alg":"HS256","kid":"ins_1"}"#, OtherAlgorithm),
        (r#"{"alg":"rs256","kid":"ins_1"}"#, OtherAlgorithm),
        (r#"{"alg":"RS256"}"#, OtherKey),
        (r#"{"alg":"RS256","kid":"ins_2"}"#, OtherKey),
        (r#"{"alg":"RS256","kid":"ins_1","typ":"at+jwt"}"#, OtherType),
        (r#"{"alg":"RS256","kid":"ins_1","crit":["b64"]}"#, OtherType),
        (r#"{"alg":"none","alg":"RS256","kid":"ins_1"}"#, Malformed),
        (r#"{"alg":["RS256"],"kid":"ins_1"}"#, Malformed),
        ("null", Malformed),
        ("", Malformed),
    ] {
        assert_eq!(verify(&KEY, &signed(header, "{}")), Err(refusal), "{header}");
    }
    let plain = signed(r#"{"alg":"RS256","kid":"ins_1","cat":"new","jku":"https://evil.example"}"#, "{}");
    assert_eq!(verify(&KEY, &plain).unwrap().header.category, Some(Category::Other));
}

#[test]
fn tokens_of_other_shapes_are_refused() {
    let token = session_token();
    for broken in [
        String::new(),
        "a".into(),
        "a.b".into(),
        "..".into(),
        format!("{token}."),
        format!("{token}.x"),
        format!("{token}="),
        format!(" {token}"),
        token.replace('.', "+"),
        signed(r#"{"alg":"RS256","kid":"ins_1"}"#, "[1]"),
    ] {
        assert!(verify(&KEY, &broken).is_err(), "{broken}");
        assert!(broken.ends_with(['=']) || decode_unverified(&broken).is_err(), "{broken}");
    }
}

#[test]
fn times_are_checked_to_the_second() {
    let claims = object(serde_json::to_value(session_claims()).unwrap());
    let at = |seconds: i64| check_times(&claims, Millis::from_seconds(seconds), Millis::from_seconds(5));
    assert_eq!(at(1_749_999_994), Err(InvalidToken::NotYetValid));
    assert_eq!(at(1_749_999_995), Ok(()));
    assert_eq!(at(1_750_000_064), Ok(()));
    assert_eq!(at(1_750_000_065), Err(InvalidToken::Expired));
}

#[test]
fn times_have_to_be_whole_numbers() {
    for (claims, refusal) in [
        (json!({}), InvalidToken::WithoutTime("exp")),
        (json!({"exp": "1750000060"}), InvalidToken::WithoutTime("exp")),
        (json!({"exp": 1e300}), InvalidToken::WithoutTime("exp")),
        (json!({"exp": null}), InvalidToken::WithoutTime("exp")),
        (json!({"exp": 1_750_000_060, "nbf": 1.5}), InvalidToken::WithoutTime("nbf")),
        (json!({"exp": 1_750_000_060, "iat": "0"}), InvalidToken::WithoutTime("iat")),
        (json!({"exp": 1_750_000_060, "nbf": i64::MAX}), InvalidToken::NotYetValid),
        (json!({"exp": i64::MIN}), InvalidToken::Expired),
    ] {
        assert_eq!(check_times(&object(claims.clone()), NOW, Millis(0)), Err(refusal), "{claims}");
    }
}

proptest! {
    #[test]
    fn nothing_else_is_a_token(text in "\\PC*|[A-Za-z0-9_.-]*") {
        prop_assert!(verify(&KEY, &text).is_err());
        let _ = decode_unverified(&text);
    }
}
